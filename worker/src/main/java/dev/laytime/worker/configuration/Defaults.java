package dev.laytime.worker.configuration;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an adapter needs and nobody configured. */
final class Defaults {

  private Defaults() {}

  /** All of them and one more. */
  static <T> List<T> with(List<T> all, T more) {
    return Stream.concat(all.stream(), Stream.of(more)).toList();
  }

  /** A stage that only observes. */
  static StageProperties stage(String name, String prefix, String gracePeriod) {
    return new StageProperties(
        name,
        prefix,
        List.of(),
        "observe-only",
        List.of(),
        gracePeriod,
        "7d",
        "1h",
        "1m",
        List.of(),
        new BreakerProperties(50, 30, "24h"),
        List.of(),
        null);
  }

  /**
   * A cluster, all of it.
   *
   * @param kubeconfig null for the one that the worker runs in
   */
  static SourceProperties cluster(String name, @Nullable String kubeconfig) {
    return new SourceProperties(
        name,
        "5m",
        null,
        null,
        new ClusterProperties(
            kubeconfig,
            null,
            kubeconfig == null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()),
        List.of(),
        List.of());
  }
}
