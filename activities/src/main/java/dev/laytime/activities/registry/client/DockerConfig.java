package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that {@code docker login} left: in {@code config.json} under {@code auths}, or
 * with the program that {@code credHelpers} or {@code credsStore} names there.
 *
 * <p>The file is read at every question, and its edition is that of the file: a new login needs no
 * restart.
 */
public final class DockerConfig implements Credentials {

  private static final String DOCKER_HUB = "docker.io";

  private final @Nullable Path file;

  private DockerConfig(@Nullable Path file) {
    this.file = file;
  }

  /** The file in {@code DOCKER_CONFIG}, else in {@code HOME/.docker}. */
  public static DockerConfig fromEnvironment(Map<String, String> environment) {
    String directory = environment.getOrDefault("DOCKER_CONFIG", "");
    String home = environment.getOrDefault("HOME", "");
    if (!directory.isEmpty()) {
      return at(Path.of(directory, "config.json"));
    }
    return home.isEmpty() ? new DockerConfig(null) : at(Path.of(home, ".docker", "config.json"));
  }

  /** A configuration file, which need not be there. */
  public static DockerConfig at(Path file) {
    return new DockerConfig(file);
  }

  @Override
  public Optional<Credential> of(String registry) throws RegistryException {
    if (file == null || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode config = ManifestContent.JSON.readTree(Files.readAllBytes(file));
      Optional<String> helper = helper(config, registry);
      return helper.isPresent()
          ? CredentialProgram.named(helper.get()).get(serverName(registry))
          : inline(config, registry);
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistryException(
          FailureType.REFUSED,
          "read the credentials for " + registry,
          file + " is unreadable: " + RegistryErrors.clean(reason(e)),
          "mend the file, or point DOCKER_CONFIG to another directory");
    }
  }

  @Override
  public Object edition() {
    try {
      return file == null ? "" : Stamp.of(file);
    } catch (IOException e) {
      return ""; // not there, or the question says why it cannot be read
    }
  }

  /** Whoever logs in replaces the file, or writes another time on it. */
  private record Stamp(@Nullable Object key, FileTime modified, long size) {

    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    }
  }

  /** A helper for one registry goes before the store for all. */
  private static Optional<String> helper(JsonNode config, String registry) {
    for (Map.Entry<String, JsonNode> entry : config.path("credHelpers").properties()) {
      if (host(entry.getKey()).equals(host(registry))) {
        return Optional.of(entry.getValue().asText());
      }
    }
    return Optional.of(config.path("credsStore").asText()).filter(name -> !name.isEmpty());
  }

  private static Optional<Credential> inline(JsonNode config, String registry) throws IOException {
    for (Map.Entry<String, JsonNode> entry : config.path("auths").properties()) {
      Optional<Credential> credential =
          host(entry.getKey()).equals(host(registry))
              ? credential(entry.getValue())
              : Optional.empty();
      if (credential.isPresent()) {
        return credential;
      }
    }
    return Optional.empty();
  }

  /** Parsers quote what they could not read, and that may be a secret. */
  private static @Nullable String reason(IOException e) {
    return e instanceof JsonProcessingException ? "it is no JSON" : e.getMessage();
  }

  private static Optional<Credential> credential(JsonNode auth) throws IOException {
    String identity = auth.path("identitytoken").asText();
    if (!identity.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identity));
    }
    String username = auth.path("username").asText();
    String password = auth.path("password").asText();
    if (!username.isEmpty() && !password.isEmpty()) {
      return Optional.of(new Credential.UsernamePassword(username, password));
    }
    return decoded(auth.path("auth").asText());
  }

  private static Optional<Credential> decoded(String auth) throws IOException {
    if (auth.isEmpty()) {
      return Optional.empty();
    }
    String pair;
    try {
      pair = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException("an `auth` is not base64");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new IOException("an `auth` is not base64 of user:password");
    }
    return Optional.of(
        new Credential.UsernamePassword(pair.substring(0, colon), pair.substring(colon + 1)));
  }

  /** Docker keeps its Hub's credentials under the address of an older API. */
  private static String serverName(String registry) {
    return host(registry).equals(DOCKER_HUB) ? "https://index.docker.io/v1/" : registry;
  }

  /** Keys may be addresses, and Docker Hub has several names. */
  private static String host(String key) {
    String host =
        key.toLowerCase(Locale.ROOT)
            .replaceFirst("^https?://", "")
            .replaceFirst("/(v[12]/?)?$", "");
    return switch (host) {
      case "index.docker.io", "registry-1.docker.io" -> DOCKER_HUB;
      default -> host;
    };
  }
}
