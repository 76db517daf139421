package dev.laytime.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Quota;
import dev.laytime.activities.registry.client.RegistryBudget;
import dev.laytime.ledger.LedgerUnavailableException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryGaugesTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private boolean away;
  private final RegistryGauges gauges =
      new RegistryGauges(
          registry,
          () -> {
            if (away) {
              throw new LedgerUnavailableException("away", new IllegalStateException());
            }
            return Map.of(
                "docker.io", new RegistryBudget(Duration.ofMinutes(14), new Quota(100, 7)),
                "quay.io", new RegistryBudget(Duration.ZERO, null));
          });

  @Test
  void tellHowLongEachRegistryIsToBeWaitedForAndWhatItLeaves() {
    gauges.refresh();
    assertThat(registry.scrape())
        .contains("laytime_registry_next_slot_seconds{registry=\"docker.io\"} 840.0")
        .contains("laytime_registry_next_slot_seconds{registry=\"quay.io\"} 0.0")
        .contains("laytime_registry_budget_remaining{registry=\"docker.io\"} 7.0")
        .doesNotContain("laytime_registry_budget_remaining{registry=\"quay.io\"}");
  }

  @Test
  void tellNothingOldWhileTheLedgerIsAway() {
    gauges.refresh();
    away = true;
    gauges.refresh();
    assertThat(registry.scrape()).doesNotContain("laytime_registry_next_slot_seconds{");
  }
}
