package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials that {@code docker login} and its like left: in {@code config.json} or {@code
 * auth.json} under {@code auths}, or with the program that {@code credHelpers} or {@code
 * credsStore} names there.
 *
 * <p>The file is read at every question, and its edition is that of the file: a new login needs no
 * restart.
 */
public final class DockerConfig implements Credentials {

  private final AuthDocument document;

  private DockerConfig(AuthDocument document) {
    this.document = document;
  }

  /** The file in {@code DOCKER_CONFIG}, else in {@code HOME/.docker}. */
  public static DockerConfig fromEnvironment(Map<String, String> environment) {
    String directory = environment.getOrDefault("DOCKER_CONFIG", "");
    String home = environment.getOrDefault("HOME", "");
    if (!directory.isEmpty()) {
      return at(Path.of(directory, "config.json"));
    }
    return home.isEmpty()
        ? of(new AuthDocument.InFile(null))
        : at(Path.of(home, ".docker", "config.json"));
  }

  /** A configuration file, which need not be there. */
  public static DockerConfig at(Path file) {
    return of(new AuthDocument.InFile(file));
  }

  static DockerConfig of(AuthDocument document) {
    return new DockerConfig(document);
  }

  @Override
  public Optional<Credential> of(Place place) throws RegistryException {
    try {
      Optional<JsonNode> config = document.read();
      return config.isPresent() ? find(config.get(), place) : Optional.empty();
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw document.unreadable(place.registry(), e);
    }
  }

  @Override
  public boolean tellsRepositoriesApart(String registry) throws RegistryException {
    try {
      String host = AuthKey.host(registry);
      return document
          .read()
          .filter(
              config -> auths(config).any(key -> key.host().equals(host) && !key.path().isEmpty()))
          .isPresent();
    } catch (IOException e) {
      throw document.unreadable(registry, e);
    }
  }

  @Override
  public Object edition() {
    return document.edition();
  }

  /**
   * No program knows namespaces, so that the entry for one goes before them; that for a host goes
   * behind.
   */
  private static Optional<Credential> find(JsonNode config, Place place) throws IOException {
    AuthEntries auths = auths(config);
    Optional<Credential> own = auths.closest(key -> key.holds(place) && !key.path().isEmpty());
    if (own.isPresent()) {
      return own;
    }
    Optional<String> program = program(config, place);
    Optional<Credential> kept =
        program.isPresent()
            ? CredentialProgram.named(program.get()).get(serverName(place.registry()))
            : Optional.empty();
    return kept.isPresent() ? kept : auths.closest(key -> key.holds(place));
  }

  private static AuthEntries auths(JsonNode config) {
    return new AuthEntries(config.path("auths"));
  }

  /** A helper for one registry goes before the store for all; an empty name stands for neither. */
  private static Optional<String> program(JsonNode config, Place place) {
    for (Map.Entry<String, JsonNode> entry : config.path("credHelpers").properties()) {
      AuthKey key = AuthKey.parse(entry.getKey());
      if (key.path().isEmpty() && key.holds(place)) {
        return named(entry.getValue());
      }
    }
    return named(config.path("credsStore"));
  }

  private static Optional<String> named(JsonNode program) {
    return Optional.of(program.asText()).filter(name -> !name.isEmpty());
  }

  /** Docker keeps its Hub's credentials under the address of an older API. */
  private static String serverName(String registry) {
    return AuthKey.host(registry).equals(AuthKey.DOCKER_HUB)
        ? "https://index.docker.io/v1/"
        : registry;
  }
}
