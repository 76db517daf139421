package dev.laytime.worker.health;

import dev.laytime.activities.usage.cluster.PodWatch;
import dev.laytime.view.SourcesView.Source;
import dev.laytime.worker.ledger.Views;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * How each source of use is, in the details alone: one that cannot be scanned keeps images, and no
 * restart of ours would help it. Of a cluster also how this worker's watch is.
 */
public final class SourcesHealthIndicator implements HealthIndicator {

  private final Views views;
  private final Supplier<Map<String, PodWatch.State>> watches;
  private final InstantSource clock;

  /**
   * @param watches by source
   */
  public SourcesHealthIndicator(
      Views views, Supplier<Map<String, PodWatch.State>> watches, InstantSource clock) {
    this.views = views;
    this.watches = watches;
    this.clock = clock;
  }

  @Override
  public Health health() {
    try {
      Instant now = clock.instant();
      Map<String, PodWatch.State> watched = watches.get();
      Health.Builder health = Health.up();
      for (Source source : views.sources().sources()) {
        health.withDetail(source.name(), details(source, watched.get(source.name()), now));
      }
      return health.build();
    } catch (RuntimeException e) {
      return Health.unknown().withDetail("cause", String.valueOf(e.getMessage())).build();
    }
  }

  private static Map<String, Object> details(
      Source source, PodWatch.@Nullable State watch, Instant now) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("status", status(source, now).getCode());
    details.put("kind", source.kind());
    details.put("lastComplete", Objects.toString(source.lastComplete(), "never"));
    details.put("lastScan", Objects.toString(source.lastStart(), "never"));
    details.put("counts", source.counts(now));
    details.put("configured", source.configured());
    if (!source.gaps().isEmpty()) {
      details.put("missed", source.gaps());
    }
    if (!source.held().isEmpty()) {
      details.put("held", source.held());
    }
    if (watch != null) {
      details.put("watch", watch.connected() ? "connected" : watch.trouble());
    }
    return details;
  }

  /** Of a source, whose scans may be well before they are old enough to count. */
  private static Status status(Source source, Instant now) {
    if (source.lastStart() == null && source.configured()) {
      return Status.UNKNOWN;
    }
    boolean fresh = source.countsUntil() != null && !source.countsUntil().isBefore(now);
    return fresh && source.gaps().isEmpty() ? Status.UP : Status.OUT_OF_SERVICE;
  }
}
