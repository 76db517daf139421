package dev.laytime.worker.adapters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;

/** Counts Qebbeq's objects; no series where they could not be looked at. */
final class QebbeqMetrics implements Rounds.Meter {

  private final MultiGauge images;
  private final MultiGauge mirrors;
  private final Counter done;
  private final Counter troubled;

  QebbeqMetrics(MeterRegistry registry) {
    images =
        MultiGauge.builder("laytime.qebbeq.images")
            .description("Image objects of Qebbeq")
            .register(registry);
    mirrors =
        MultiGauge.builder("laytime.qebbeq.mirrors")
            .description("ImageMirror objects of Qebbeq")
            .register(registry);
    done = rounds(registry, "done");
    troubled = rounds(registry, "trouble");
  }

  private static Counter rounds(MeterRegistry registry, String result) {
    return Counter.builder("laytime.qebbeq.rounds")
        .description("Looks at the objects of Qebbeq")
        .tag("result", result)
        .register(registry);
  }

  void counted(Map<String, Integer> byPhase, Map<String, Integer> byReason) {
    images.register(rows("phase", byPhase), true);
    mirrors.register(rows("reason", byReason), true);
  }

  private static List<Row<?>> rows(String label, Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .<Row<?>>map(count -> Row.of(Tags.of(label, count.getKey()), count.getValue()))
        .toList();
  }

  @Override
  public void round(boolean all) {
    (all ? done : troubled).increment();
  }

  @Override
  public void failed() {
    counted(Map.of(), Map.of());
    round(false);
  }
}
