package dev.laytime.worker.adapters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts looks at Laytime's own objects. */
final class OwnKindsMetrics implements Rounds.Meter {

  private final Counter done;
  private final Counter troubled;

  OwnKindsMetrics(MeterRegistry registry) {
    done = rounds(registry, "done");
    troubled = rounds(registry, "trouble");
  }

  private static Counter rounds(MeterRegistry registry, String result) {
    return Counter.builder("laytime.custom.resources.rounds")
        .description("Looks at the objects of laytime.dev")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void round(boolean all) {
    (all ? done : troubled).increment();
  }

  @Override
  public void failed() {
    round(false);
  }
}
