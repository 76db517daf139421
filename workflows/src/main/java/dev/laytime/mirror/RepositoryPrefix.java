package dev.laytime.mirror;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import java.util.Optional;

/**
 * A registry, or a part of one: {@code ghcr.io}, {@code registry.example.com/prod}. Compared on
 * {@code /} boundaries.
 *
 * @param registry the host, with a port where one was given
 * @param path empty for the whole registry, else components joined by {@code /}
 */
public record RepositoryPrefix(String registry, String path) {

  private static final String ANY = "x";

  /** References are normalised so, too: else a rule would never match. */
  private static final String DOCKER_HUB = "docker.io";

  private static final String DOCKER_INDEX = "index.docker.io";

  /**
   * @throws InvalidReferenceException if either part is not of its form
   */
  public RepositoryPrefix {
    registry = new Repository(registry, path.isEmpty() ? ANY : path).registry();
  }

  /**
   * Parses {@code HOST[:PORT][/PATH]}; {@code docker.io} alone is Docker Hub.
   *
   * @throws InvalidReferenceException if the text is none
   */
  @JsonCreator
  public static RepositoryPrefix parse(String text) {
    int slash = text.indexOf('/');
    String registry = slash < 0 ? text : text.substring(0, slash);
    return new RepositoryPrefix(
        registry.equalsIgnoreCase(DOCKER_INDEX) ? DOCKER_HUB : registry,
        slash < 0 ? "" : text.substring(slash + 1));
  }

  /** Whether a repository lies in here; the prefix itself is in here, too. */
  public boolean contains(Repository repository) {
    return rest(repository).isPresent();
  }

  /** Whether all that lies in here lies in another prefix; this one itself may be that. */
  public boolean liesIn(RepositoryPrefix outer) {
    return registry.equals(outer.registry)
        && (outer.path.isEmpty() || (path + "/").startsWith(outer.path + "/"));
  }

  /** Whether they have a repository in common. */
  public boolean meets(RepositoryPrefix other) {
    return liesIn(other) || other.liesIn(this);
  }

  /** What a repository is called below this prefix, empty for the prefix itself. */
  public Optional<String> rest(Repository repository) {
    if (!repository.registry().equals(registry)) {
      return Optional.empty();
    }
    if (path.isEmpty()) {
      return Optional.of(repository.path());
    }
    if (repository.path().equals(path)) {
      return Optional.of("");
    }
    return repository.path().startsWith(path + "/")
        ? Optional.of(repository.path().substring(path.length() + 1))
        : Optional.empty();
  }

  /** The short name of one of Docker Hub's own images, where this is all of Docker Hub. */
  Optional<String> shortRest(Repository repository) {
    String official = "library/";
    return registry.equals(DOCKER_HUB) && path.isEmpty()
        ? rest(repository)
            .filter(rest -> rest.startsWith(official))
            .map(rest -> rest.substring(official.length()))
            .filter(rest -> !rest.contains("/"))
        : Optional.empty();
  }

  /**
   * The repository of that name below this prefix; empty where that is no repository. Below all of
   * Docker Hub its own images lie where references to them are normalised to.
   */
  public Optional<Repository> append(String rest) {
    String joined = path.isEmpty() || rest.isEmpty() ? path + rest : path + "/" + rest;
    try {
      return Optional.of(
          registry.equals(DOCKER_HUB) && path.isEmpty()
              ? Repository.parse(registry + "/" + joined)
              : new Repository(registry, joined));
    } catch (InvalidReferenceException e) {
      return Optional.empty();
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return path.isEmpty() ? registry : registry + "/" + path;
  }
}
