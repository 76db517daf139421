package dev.laytime.worker.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which source of use is the cluster that has objects. */
final class Clusters {

  private Clusters() {}

  /**
   * The one of that name, or the only one.
   *
   * @param key for people
   * @throws IllegalArgumentException if it is none, or one of many
   */
  static SourceProperties only(String key, @Nullable String name, List<SourceProperties> sources) {
    List<SourceProperties> clusters =
        sources.stream().filter(each -> each.cluster() != null).toList();
    List<SourceProperties> chosen =
        clusters.stream().filter(each -> name == null || each.requiredName().equals(name)).toList();
    if (chosen.size() != 1) {
      throw new IllegalArgumentException(
          "%s: expected the name of a source with a cluster, %s; there are %s"
              .formatted(
                  key,
                  name == null ? "and found none" : "not '%s'".formatted(name),
                  clusters.stream().map(SourceProperties::requiredName).toList()));
    }
    return chosen.getFirst();
  }
}
