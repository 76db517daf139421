package dev.laytime.worker.metrics;

import dev.laytime.worker.health.RegistryBudgets;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.PromotionCounts;
import dev.laytime.worker.ledger.Views;
import dev.laytime.worker.observers.Watches;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the gauges to the ledger. */
@Configuration(proxyBeanMethods = false)
public class LedgerMetricsConfiguration {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  @Bean(destroyMethod = "close")
  LedgerCounting ledgerCounting(
      MeterRegistry registry,
      Views views,
      PromotionCounts promotions,
      Builds builds,
      RegistryBudgets budgets) {
    LedgerGauges gauges = new LedgerGauges(registry, views, InstantSource.system());
    RegistryGauges registries = new RegistryGauges(registry, budgets);
    PromotionGauges counts = new PromotionGauges(registry, promotions);
    BuildGauges building = new BuildGauges(registry, builds);
    return new LedgerCounting(
        List.of(gauges::refresh, counts::refresh, building::refresh, registries::refresh));
  }

  @Bean
  WatchMetrics watchMetrics(Watches watches) {
    return new WatchMetrics(watches);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> countsTheLedger(LedgerCounting counting) {
    return _ -> counting.start(PAUSE);
  }
}
