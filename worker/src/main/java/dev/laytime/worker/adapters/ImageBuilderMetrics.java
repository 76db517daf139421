package dev.laytime.worker.adapters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts looks at image-operator's builders. */
final class ImageBuilderMetrics implements Rounds.Meter {

  private final Counter done;
  private final Counter troubled;

  ImageBuilderMetrics(MeterRegistry registry) {
    done = rounds(registry, "done");
    troubled = rounds(registry, "trouble");
  }

  private static Counter rounds(MeterRegistry registry, String result) {
    return Counter.builder("laytime.image.builder.rounds")
        .description("Looks at image-operator's builders")
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
