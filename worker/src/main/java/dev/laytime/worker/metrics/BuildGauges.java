package dev.laytime.worker.metrics;

import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.Builds.Count;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds, counted by rule. While the ledger cannot be read the gauges are absent: an old number
 * would be taken for a new one.
 */
public final class BuildGauges {

  private static final Logger log = LoggerFactory.getLogger(BuildGauges.class);
  private static final String NONE = "none";

  private final Builds builds;
  private final MultiGauge counts;
  private final MultiGauge since;

  /** Gauges that show nothing until they are first refreshed. */
  public BuildGauges(MeterRegistry registry, Builds builds) {
    this.builds = builds;
    this.counts =
        MultiGauge.builder("laytime.builds")
            .description("Builds that there are and were")
            .register(registry);
    this.since =
        MultiGauge.builder("laytime.build.since")
            .description("When the oldest build that is underway was ordered, since 1970")
            .baseUnit("seconds")
            .register(registry);
  }

  /** Reads the ledger anew. */
  public void refresh() {
    try {
      List<Count> all = builds.counts();
      counts.register(all.stream().<Row<?>>map(BuildGauges::count).toList(), true);
      since.register(all.stream().flatMap(BuildGauges::underway).toList(), true);
    } catch (RuntimeException e) {
      log.warn("builds cannot be counted cause={}", e.toString());
      counts.register(List.of(), true);
      since.register(List.of(), true);
    }
  }

  private static Row<?> count(Count count) {
    String failure = count.failure() == null ? NONE : count.failure().toLowerCase(Locale.ROOT);
    return Row.of(tags(count).and("failure", failure), count.builds());
  }

  private static Stream<Row<?>> underway(Count count) {
    return count.state().over()
        ? Stream.of()
        : Stream.of(Row.of(tags(count), count.since().getEpochSecond()));
  }

  private static Tags tags(Count count) {
    return Tags.of("rule", count.rule(), "state", count.state().name());
  }
}
