package dev.laytime.activities.crd.imageoperator;

import dev.laytime.image.Glob;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Optional;

/**
 * What is done about images that Pods cannot have: those below a registry of ours are looked for on
 * Docker Hub.
 *
 * @param namespaces patterns of the namespaces whose Pods count
 * @param registry the registry, or a part of it
 * @param namespace where the objects are made
 */
public record OnTheFly(List<String> namespaces, RepositoryPrefix registry, String namespace) {

  private static final String HUB = "docker.io/";

  public OnTheFly {
    namespaces = List.copyOf(namespaces);
  }

  /** Whether Pods of a namespace count. */
  boolean counts(String pods) {
    return namespaces.stream().anyMatch(pattern -> Glob.matches(pattern, pods));
  }

  /** What to copy for a Pod; empty for what is not below the registry, or has no tag. */
  Optional<Wanted> wanted(Reference image) {
    Tag tag = image.tag();
    if (tag == null || image.digest() != null) {
      return Optional.empty();
    }
    return registry
        .rest(image.repository())
        .filter(rest -> !rest.isEmpty())
        .flatMap(OnTheFly::onHub)
        .map(source -> new Wanted(source, image.repository(), tag));
  }

  private static Optional<Repository> onHub(String rest) {
    try {
      return Optional.of(Repository.parse(HUB + rest));
    } catch (InvalidReferenceException e) {
      return Optional.empty();
    }
  }

  /** A tag of a repository, and where it is missing. */
  record Wanted(Repository source, Repository destination, Tag tag) {}
}
