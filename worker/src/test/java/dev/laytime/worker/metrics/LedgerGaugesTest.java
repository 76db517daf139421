package dev.laytime.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.api.FakeLedger;
import dev.laytime.worker.messages.FakeTelling;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LedgerGaugesTest {

  private static final Instant AT = Instant.parse("2026-11-01T12:01:00Z");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FakeLedger ledger = new FakeLedger(new FakeTelling(new ArrayList<>()));
  private final LedgerGauges gauges = new LedgerGauges(registry, ledger, () -> AT);

  @Test
  void countsLivesScansAndBreakersWithoutNamingImages() {
    gauges.refresh();

    assertThat(registry.scrape())
        .contains("laytime_lives{stage=\"demo\",state=\"present\"} 2.0")
        .contains("laytime_source_last_complete_seconds{source=\"apps\"} 1.7935344E9")
        .contains("laytime_breakers_open 1.0")
        .contains("laytime_pulls_told_since_seconds{stage=\"demo\"} 1.7935344E9")
        .contains("laytime_pulls_told_until_seconds{stage=\"demo\"} 1.793534409E9")
        .doesNotContain("laytime_source_last_complete_seconds{source=\"new\"}")
        .contains("laytime_source_counts{source=\"apps\"} 1.0")
        .contains("laytime_source_counts{source=\"new\"} 0.0")
        .contains("laytime_source_counts{source=\"away\"} 0.0")
        .doesNotContain("app:1");
  }

  @Test
  void countsTheCopiesThatMirrorsKeepAndWhatLeftTheirSources() {
    gauges.refresh();

    assertThat(registry.scrape())
        .contains("laytime_mirror_targets{mirror=\"copies.test/app\",state=\"current\"} 6.0")
        .contains("laytime_mirror_targets{mirror=\"copies.test/app\",state=\"due\"} 2.0")
        .contains("laytime_mirror_targets{mirror=\"copies.test/app\",state=\"failing\"} 1.0")
        .contains("laytime_mirror_targets{mirror=\"copies.test/app\",state=\"left\"} 1.0")
        .contains("laytime_mirror_source_gone{mirror=\"copies.test/app\"} 3.0")
        .doesNotContain("laytime_mirror_targets{mirror=\"demo/hub\"");
  }

  @Test
  void tellsHowPollsOfMirrorsWentAndWhichDoNotEnd() {
    gauges.refresh();
    assertThat(registry.scrape())
        .contains("laytime_mirror_overdue_seconds{mirror=\"copies.test/app\"} 0.0");

    PrometheusMeterRegistry later = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new LedgerGauges(later, ledger, () -> AT.plusSeconds(600)).refresh();

    assertThat(later.scrape())
        .contains("laytime_mirror_poll_troubles{mirror=\"copies.test/app\"} 2.0")
        .contains("laytime_mirror_overdue_seconds{mirror=\"copies.test/app\"} 360.0")
        .as("never polled")
        .contains("laytime_mirror_overdue_seconds{mirror=\"demo/hub\"} 600.0")
        .doesNotContain("laytime_mirror_poll_troubles{mirror=\"demo/hub\"");
  }

  @Test
  void showsNothingOldWhileTheLedgerIsAway() {
    gauges.refresh();
    ledger.leave();

    gauges.refresh();

    assertThat(registry.scrape())
        .doesNotContain("laytime_lives{")
        .doesNotContain("laytime_mirror_targets{")
        .doesNotContain("laytime_mirror_source_gone{")
        .doesNotContain("laytime_mirror_overdue_seconds{")
        .doesNotContain("laytime_pulls_told_since_seconds{")
        .doesNotContain("laytime_pulls_told_until_seconds{")
        .doesNotContain("laytime_breakers_open 1");
  }
}
