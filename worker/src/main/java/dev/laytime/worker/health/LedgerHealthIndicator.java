package dev.laytime.worker.health;

import dev.laytime.view.SourcesView;
import dev.laytime.view.SourcesView.Source;
import dev.laytime.worker.ledger.Views;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up if the ledger answers. How fresh each source of use is stands in the details and decides
 * nothing: a source that is not scanned keeps images, and no restart of ours would help it.
 */
public final class LedgerHealthIndicator implements HealthIndicator {

  private final Views views;

  public LedgerHealthIndicator(Views views) {
    this.views = views;
  }

  @Override
  public Health health() {
    try {
      return Health.up().withDetail("sources", sources(views.sources())).build();
    } catch (RuntimeException e) {
      return Health.down().withDetail("cause", String.valueOf(e.getMessage())).build();
    }
  }

  private static Map<String, Object> sources(SourcesView view) {
    Map<String, Object> sources = new LinkedHashMap<>();
    view.sources().forEach(source -> sources.put(source.name(), freshness(source)));
    return sources;
  }

  private static Map<String, Object> freshness(Source source) {
    Map<String, Object> freshness = new LinkedHashMap<>();
    freshness.put("lastComplete", Objects.toString(source.lastComplete(), "never"));
    freshness.put("lastScan", Objects.toString(source.lastStart(), "never"));
    freshness.put("configured", source.configured());
    freshness.put("held", source.held());
    return freshness;
  }
}
