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
}
