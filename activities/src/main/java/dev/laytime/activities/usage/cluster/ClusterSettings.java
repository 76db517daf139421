package dev.laytime.activities.usage.cluster;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person says about a cluster.
 *
 * @param namespaces the only ones that are looked through; empty for all
 * @param irrelevant namespaces that are not, where all others are
 * @param kinds that name images, besides Kubernetes' own
 */
public record ClusterSettings(
    List<String> namespaces, List<String> irrelevant, List<WatchedKind> kinds) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** All namespaces, and Kubernetes' own kinds. */
  public static final ClusterSettings PLAIN = new ClusterSettings(List.of(), List.of(), List.of());

  /**
   * @throws IllegalArgumentException if a namespace's name is malformed, or both lists have some
   */
  public ClusterSettings {
    namespaces = checked(namespaces);
    irrelevant = checked(irrelevant);
    kinds = List.copyOf(kinds);
    if (!namespaces.isEmpty() && !irrelevant.isEmpty()) {
      throw new IllegalArgumentException(
          "expected namespaces or irrelevant-namespaces, not both: what is not named is left out");
    }
  }

  private static List<String> checked(List<String> names) {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("expected a namespace's name, not '" + name + "'");
      }
    }
    return List.copyOf(names);
  }
}
