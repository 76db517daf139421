package dev.laytime.activities.crd.flux;

import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;

/**
 * Where images go, and whose objects count.
 *
 * @param destination below which every copy is
 * @param wholePaths whether a copy has the whole path of its source there; else only the last part
 * @param namespaces patterns of the namespaces whose objects count; empty for all
 */
public record FluxSettings(
    RepositoryPrefix destination, boolean wholePaths, List<String> namespaces) {

  public FluxSettings {
    namespaces = List.copyOf(namespaces);
  }
}
