package dev.laytime.worker.metrics;

import dev.laytime.activities.registry.client.Quota;
import dev.laytime.worker.health.RegistryBudgets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far registries may be asked. While that is not known the gauges are absent. */
public final class RegistryGauges {

  private static final Logger log = LoggerFactory.getLogger(RegistryGauges.class);

  private static final double NANOS = 1e9;

  private final RegistryBudgets budgets;
  private final MultiGauge nextSlot;
  private final MultiGauge remaining;

  /** Gauges that show nothing until they are first refreshed. */
  public RegistryGauges(MeterRegistry registry, RegistryBudgets budgets) {
    this.budgets = budgets;
    this.nextSlot =
        MultiGauge.builder("laytime.registry.next.slot")
            .description("How long it is until a registry may be asked next")
            .baseUnit("seconds")
            .register(registry);
    this.remaining =
        MultiGauge.builder("laytime.registry.budget.remaining")
            .description("Requests that a registry told this worker to be left of its own limit")
            .register(registry);
  }

  /** Looks anew. */
  public void refresh() {
    List<Row<?>> slots = new ArrayList<>();
    List<Row<?>> left = new ArrayList<>();
    try {
      budgets
          .now()
          .forEach((registry, budget) -> {
            Tags tags = Tags.of("registry", registry);
            slots.add(Row.of(tags, budget.nextSlot().toNanos() / NANOS));
            Quota quota = budget.quota();
            if (quota != null) {
              left.add(Row.of(tags, quota.remaining()));
            }
          });
    } catch (RuntimeException e) {
      log.warn("not known how far registries may be asked cause={}", e.toString());
    }
    nextSlot.register(slots, true);
    remaining.register(left, true);
  }
}
