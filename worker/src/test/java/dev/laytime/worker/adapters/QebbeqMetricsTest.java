package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QebbeqMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final QebbeqMetrics metrics = new QebbeqMetrics(registry);

  @Test
  void sayHowManyObjectsAreHow() {
    metrics.counted(Map.of("Ready", 3, "ImagePullBackOff", 1), Map.of("InForce", 2));
    metrics.counted(Map.of("Ready", 4, "ImagePullBackOff", 0), Map.of("InForce", 1));

    assertThat(value("laytime.qebbeq.images", "phase", "Ready")).isEqualTo(4);
    assertThat(value("laytime.qebbeq.images", "phase", "ImagePullBackOff")).isZero();
    assertThat(value("laytime.qebbeq.mirrors", "reason", "InForce")).isEqualTo(1);
  }

  @Test
  void sayNothingOfWhatNobodyCouldLookAt() {
    metrics.counted(Map.of("Ready", 3), Map.of("InForce", 2));
    metrics.failed();

    assertThat(registry.find("laytime.qebbeq.images").gauges()).isEmpty();
    assertThat(registry.find("laytime.qebbeq.mirrors").gauges()).isEmpty();
  }

  @Test
  void countRoundsFromZeroOn() {
    assertThat(rounds("done")).isZero();
    assertThat(rounds("trouble")).isZero();

    metrics.round(true);
    metrics.round(false);
    metrics.failed();
    assertThat(rounds("done")).isEqualTo(1);
    assertThat(rounds("trouble")).isEqualTo(2);
  }

  private double rounds(String result) {
    return registry.get("laytime.qebbeq.rounds").tag("result", result).counter().count();
  }

  private double value(String name, String label, String value) {
    return registry.get(name).tag(label, value).gauge().value();
  }
}
