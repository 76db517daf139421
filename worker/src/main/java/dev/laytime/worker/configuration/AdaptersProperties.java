package dev.laytime.worker.configuration;

import dev.laytime.worker.ledger.AdapterSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Other projects' interfaces, each off unless it is configured.
 *
 * @param qebbeq null for off
 * @param imageOperator null for off
 */
public record AdaptersProperties(
    @Nullable QebbeqProperties qebbeq, @Nullable ImageOperatorProperties imageOperator) {

  /** Those that are on. */
  List<AdapterSettings> settings() {
    List<AdapterSettings> on = new ArrayList<>();
    if (qebbeq != null) {
      on.add(qebbeq.settings());
    }
    if (imageOperator != null) {
      on.add(imageOperator.settings());
    }
    return on;
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
   * @throws IllegalArgumentException if an adapter has no cluster, or its environment is not of its
   *     form
   */
  void check(List<SourceProperties> sources) {
    if (qebbeq != null) {
      var _ = qebbeq.cluster(sources);
    }
    if (imageOperator != null) {
      var _ = imageOperator.cluster(sources);
      var _ = imageOperator.settings();
    }
  }
}
