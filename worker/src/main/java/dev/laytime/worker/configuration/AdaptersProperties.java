package dev.laytime.worker.configuration;

import dev.laytime.worker.ledger.AdapterSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Other projects' interfaces, each off unless it is configured.
 *
 * @param qebbeq null for off
 */
public record AdaptersProperties(@Nullable QebbeqProperties qebbeq) {

  /** Those that are on. */
  List<AdapterSettings> settings() {
    return qebbeq == null ? List.of() : List.of(qebbeq.settings());
  }

  /** The stages, with those that an adapter needs and nobody configured. */
  List<StageProperties> stages(List<StageProperties> configured) {
    return qebbeq == null ? configured : qebbeq.stages(configured);
  }

  /** The sources of use, with those that an adapter needs and nobody configured. */
  List<SourceProperties> sources(List<SourceProperties> configured) {
    return qebbeq == null ? configured : qebbeq.sources(configured);
  }

  /**
   * @throws IllegalArgumentException if an adapter has no cluster
   */
  void check(List<SourceProperties> sources) {
    if (qebbeq != null) {
      var _ = qebbeq.cluster(sources);
    }
  }
}
