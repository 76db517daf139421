package dev.laytime.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.observers.Watches;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class WatchMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void showsEachWatchBeforeItBegins() {
    try (Watches watches = new Watches()) {
      watches.add(
          "live",
          () -> {
            throw new AssertionError("It has not begun");
          });

      new WatchMetrics(watches).bindTo(registry);

      assertThat(registry.scrape())
          .contains("laytime_watch_connected{source=\"live\"} 0.0")
          .contains("laytime_watch_lists_total{source=\"live\"} 0.0");
    }
  }
}
