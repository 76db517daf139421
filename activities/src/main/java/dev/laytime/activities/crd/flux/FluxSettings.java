package dev.laytime.activities.crd.flux;

import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Set;

/**
 * Where images go, and whose objects count.
 *
 * @param destination below which every copy is
 * @param wholePaths whether a copy has the whole path of its source there; else only the last part
 * @param namespaces patterns of the namespaces whose objects count; empty for all
 * @param secrets pull secrets that may be read, as {@code NAMESPACE/NAME}
 */
public record FluxSettings(
    RepositoryPrefix destination,
    boolean wholePaths,
    List<String> namespaces,
    Set<String> secrets) {

  public FluxSettings {
    namespaces = List.copyOf(namespaces);
    secrets = Set.copyOf(secrets);
  }

  /**
   * Where the copy of a source is.
   *
   * @throws IllegalArgumentException if that would be no repository
   */
  public RepositoryPrefix target(RepositoryPrefix source) {
    String path = source.path();
    String name = wholePaths ? path : path.substring(path.lastIndexOf('/') + 1);
    return destination
        .append(name)
        .map(repository -> new RepositoryPrefix(repository.registry(), repository.path()))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' below %s is no repository".formatted(name, destination)));
  }
}
