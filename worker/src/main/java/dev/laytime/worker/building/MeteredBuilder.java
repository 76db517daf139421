package dev.laytime.worker.building;

import dev.laytime.activities.build.Builder;
import dev.laytime.activities.build.Pulse;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildStrategy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what a builder does, and how long it takes. Every series is there from the start, at zero,
 * so that rates can be taken.
 */
final class MeteredBuilder implements Builder {

  private static final String BUILT = "built";
  private static final String FAILED = "failed";
  private static final String BROKEN_OFF = "broken-off";

  private final Builder builder;
  private final String strategy;
  private final MeterRegistry registry;
  private final AtomicInteger running = new AtomicInteger();

  MeteredBuilder(Builder builder, BuildStrategy strategy, MeterRegistry registry) {
    this.builder = builder;
    this.strategy = strategy.name().toLowerCase(Locale.ROOT);
    this.registry = registry;
    List.of(BUILT, FAILED, BROKEN_OFF).forEach(this::timer);
    Gauge.builder("laytime.builds.running", running, AtomicInteger::get)
        .description("Builds that this worker does, or waits for")
        .tag("strategy", this.strategy)
        .register(registry);
  }

  private Timer timer(String outcome) {
    return Timer.builder("laytime.build")
        .description("How long builds took")
        .tag("strategy", strategy)
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public Pushed build(BuildRequest request, Pulse pulse) {
    Timer.Sample sample = Timer.start(registry);
    String outcome = BROKEN_OFF;
    running.incrementAndGet();
    try {
      Pushed pushed = builder.build(request, pulse);
      outcome = BUILT;
      return pushed;
    } catch (BuildException e) {
      outcome = FAILED;
      throw e;
    } finally {
      running.decrementAndGet();
      sample.stop(timer(outcome));
    }
  }

  @Override
  public void callOff(BuildRequest request) {
    builder.callOff(request);
  }
}
