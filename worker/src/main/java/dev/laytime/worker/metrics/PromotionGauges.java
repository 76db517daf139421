package dev.laytime.worker.metrics;

import dev.laytime.worker.ledger.PromotionCounts;
import dev.laytime.worker.ledger.PromotionCounts.Count;
import dev.laytime.worker.ledger.PromotionCounts.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promotions, counted by path. While the ledger cannot be read the gauges are absent: an old number
 * would be taken for a new one.
 */
public final class PromotionGauges {

  private static final Logger log = LoggerFactory.getLogger(PromotionGauges.class);
  private static final List<String> UNDERWAY = List.of("WAITING", "MOVING");

  private final PromotionCounts promotions;
  private final MultiGauge counts;
  private final MultiGauge since;
  private final MultiGauge gates;
  private final MultiGauge git;

  /** Gauges that show nothing until they are first refreshed. */
  public PromotionGauges(MeterRegistry registry, PromotionCounts promotions) {
    this.promotions = promotions;
    this.counts =
        MultiGauge.builder("laytime.promotions")
            .description("Promotions that there are and were")
            .register(registry);
    this.since =
        MultiGauge.builder("laytime.promotion.since")
            .description("Since when the longest promotion stands where it is, since 1970")
            .baseUnit("seconds")
            .register(registry);
    this.gates =
        MultiGauge.builder("laytime.promotion.gates.waiting")
            .description("Promotions at a gate of this kind that does not hold")
            .register(registry);
    this.git =
        MultiGauge.builder("laytime.promotion.git.failing")
            .description("Promotions that try again to write into this Git target")
            .register(registry);
  }

  /** Reads the ledger anew. */
  public void refresh() {
    try {
      List<Count> all = promotions.counts();
      counts.register(
          all.stream().<Row<?>>map(each -> Row.of(tags(each), each.promotions())).toList(), true);
      since.register(all.stream().flatMap(PromotionGauges::underway).toList(), true);
      gates.register(waiting(promotions.gates(), "gate"), true);
      git.register(waiting(promotions.git(), "target"), true);
    } catch (RuntimeException e) {
      log.warn("promotions cannot be counted cause={}", e.toString());
      counts.register(List.of(), true);
      since.register(List.of(), true);
      gates.register(List.of(), true);
      git.register(List.of(), true);
    }
  }

  private static List<Row<?>> waiting(List<Waiting> all, String tag) {
    return all.stream()
        .<Row<?>>map(
            each -> Row.of(Tags.of("path", each.path(), tag, each.what()), each.promotions()))
        .toList();
  }

  private static Stream<Row<?>> underway(Count count) {
    return UNDERWAY.contains(count.state())
        ? Stream.of(Row.of(tags(count), count.since().getEpochSecond()))
        : Stream.of();
  }

  private static Tags tags(Count count) {
    return Tags.of("path", count.path(), "state", count.state());
  }
}
