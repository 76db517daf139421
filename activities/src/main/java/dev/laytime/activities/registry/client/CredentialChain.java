package dev.laytime.activities.registry.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials from several sources: the first that has one for a place answers for it.
 *
 * @param sources from the strongest to the weakest
 */
public record CredentialChain(List<Credentials> sources) implements Credentials {

  /** A chain that nobody can change any more. */
  public CredentialChain {
    sources = List.copyOf(sources);
  }

  /**
   * What the tools that people log in with left for the user of an environment: the text of {@code
   * DOCKER_AUTH_CONFIG}, then Docker's {@code config.json}, then the {@code auth.json} of Podman,
   * Buildah and Skopeo.
   */
  public static CredentialChain fromEnvironment(Map<String, String> environment) {
    List<Credentials> sources = new ArrayList<>();
    String text = environment.getOrDefault("DOCKER_AUTH_CONFIG", "");
    if (!text.isBlank()) {
      sources.add(DockerConfig.of(new AuthDocument.InVariable("DOCKER_AUTH_CONFIG", text)));
    }
    sources.add(DockerConfig.fromEnvironment(environment));
    containersFiles(environment).stream().map(DockerConfig::at).forEach(sources::add);
    return new CredentialChain(sources);
  }

  @Override
  public Optional<Credential> of(Place place) throws RegistryException {
    for (Credentials source : sources) {
      Optional<Credential> credential = source.of(place);
      if (credential.isPresent()) {
        return credential;
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean tellsRepositoriesApart(String registry) throws RegistryException {
    for (Credentials source : sources) {
      if (source.tellsRepositoriesApart(registry)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Credentials toRead() {
    return new CredentialChain(sources.stream().map(Credentials::toRead).toList());
  }

  @Override
  public boolean knows(String registry) throws RegistryException {
    for (Credentials source : sources) {
      if (source.knows(registry)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Object edition() {
    return sources.stream().map(Credentials::edition).toList();
  }

  /** One that is named is the only one; else that of the session goes before that of the user. */
  private static List<Path> containersFiles(Map<String, String> environment) {
    String named = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
    if (!named.isEmpty()) {
      return List.of(Path.of(named));
    }
    List<Path> files = new ArrayList<>();
    add(files, environment.getOrDefault("XDG_RUNTIME_DIR", ""), "containers");
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    if (configuration.isEmpty()) {
      add(files, environment.getOrDefault("HOME", ""), ".config", "containers");
    } else {
      add(files, configuration, "containers");
    }
    return files;
  }

  private static void add(List<Path> files, String base, String... below) {
    if (!base.isEmpty()) {
      files.add(Path.of(base, below).resolve("auth.json"));
    }
  }
}
