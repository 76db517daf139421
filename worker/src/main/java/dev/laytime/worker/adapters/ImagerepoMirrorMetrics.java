package dev.laytime.worker.adapters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/** Counts Flux's image repositories; no series where they could not be looked at. */
final class ImagerepoMirrorMetrics implements Rounds.Meter {

  private final MultiGauge objects;
  private final Counter done;
  private final Counter troubled;

  ImagerepoMirrorMetrics(MeterRegistry registry) {
    objects =
        MultiGauge.builder("laytime.imagerepo.mirror.objects")
            .description("ImageRepository objects of Flux")
            .register(registry);
    done = rounds(registry, "done");
    troubled = rounds(registry, "trouble");
  }

  private static Counter rounds(MeterRegistry registry, String result) {
    return Counter.builder("laytime.imagerepo.mirror.rounds")
        .description("Looks at the ImageRepository objects of Flux")
        .tag("result", result)
        .register(registry);
  }

  void counted(Map<String, Integer> byReason) {
    objects.register(
        byReason.entrySet().stream()
            .<Row<?>>map(count -> Row.of(Tags.of("reason", count.getKey()), count.getValue()))
            .toList(),
        true);
  }

  @Override
  public void round(boolean all) {
    (all ? done : troubled).increment();
  }

  @Override
  public void failed() {
    counted(Map.of());
    round(false);
  }
}
