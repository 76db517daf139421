package dev.laytime.worker.metrics;

import dev.laytime.worker.observers.Watches;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How this worker's watches of clusters are. */
public final class WatchMetrics implements MeterBinder {

  private final Watches watches;

  public WatchMetrics(Watches watches) {
    this.watches = watches;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String source : watches.sources()) {
      Gauge.builder(
              "laytime.watch.connected", watches, all -> all.state(source).connected() ? 1 : 0)
          .description("Whether this worker watches the Pods of a cluster")
          .tag("source", source)
          .register(registry);
      FunctionCounter.builder("laytime.watch.lists", watches, all -> all.state(source).lists())
          .description("Lists with which a watch of Pods began")
          .tag("source", source)
          .register(registry);
    }
  }
}
