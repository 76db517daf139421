package dev.laytime.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MicrometerCopyMeterTest {

  private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
  private static final CopyEffort EFFORT =
      new CopyEffort(Map.of("GET", 7, "PUT", 2), 500, 250, 1500, 0);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerCopyMeter meter = new MicrometerCopyMeter(registry);

  @Test
  void countsWhatACopyMoved() {
    meter.copied(new CopyResult(DIGEST, 2, 1, 3, 4, 5, 1000, EFFORT));
    meter.copied(new CopyResult(DIGEST, 0, 0, 1, 0, 0, 24, EFFORT));

    assertThat(registry.scrape())
        .contains("laytime_copies_total{result=\"copied\"} 2.0")
        .contains("laytime_copy_bytes_total 1024.0")
        .contains("laytime_copy_saved_bytes_total 1000.0")
        .contains("laytime_copy_requests_total{method=\"GET\"} 14.0")
        .contains("laytime_copy_requests_total{method=\"PUT\"} 4.0")
        .contains("laytime_copy_phase_seconds_count{phase=\"look\"} 2")
        .contains("laytime_copy_phase_seconds_sum{phase=\"look\"} 0.5")
        .contains("laytime_copy_phase_seconds_sum{phase=\"blobs\"} 3.0")
        .contains("laytime_copy_blobs_total{how=\"copied\"} 4.0")
        .contains("laytime_copy_blobs_total{how=\"mounted\"} 4.0")
        .contains("laytime_copy_blobs_total{how=\"present\"} 5.0");
  }

  @Test
  void tellsACopyThatFoundAllPresent() {
    meter.copied(new CopyResult(DIGEST, 0, 0, 0, 0, 7, 0, null));

    assertThat(registry.scrape())
        .contains("laytime_copies_total{result=\"present\"} 1.0")
        .contains("laytime_copies_total{result=\"copied\"} 0.0");
  }

  @Test
  void countsFailuresByType() {
    meter.failed(FailureType.CONTENT_MISMATCH);

    assertThat(registry.scrape())
        .contains("laytime_copies_total{result=\"content_mismatch\"} 1.0")
        .contains("laytime_copies_total{result=\"denied\"} 0.0");
  }
}
