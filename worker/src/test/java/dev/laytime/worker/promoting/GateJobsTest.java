package dev.laytime.worker.promoting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.gate.JobSettings;
import dev.laytime.activity.GateJob;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which Job a gate's reading takes for its own. */
class GateJobsTest {

  private static final PromotionOrder ORDER =
      new PromotionOrder(
          "1",
          "to-prod",
          PromotionOrder.Kind.PROMOTE,
          Reference.parse("r.test/dev/app:1"),
          new Digest("sha256:" + "a".repeat(64)),
          "prod",
          Reference.parse("r.test/prod/app:1"),
          "ann");
  private static final GateJob JOB = new GateJob(ORDER, "scan", "scanner", Duration.ofMinutes(5));

  @Test
  void findsItsOwnAgainAndNoEarlierOne() {
    String name = name("run/1", "r.test/scan:1");

    assertThat(name("run/1", "r.test/scan:1")).isEqualTo(name);
    assertThat(name("run/2", "r.test/scan:1")).as("read again before the move").isNotEqualTo(name);
    assertThat(name("run/1", "r.test/scan:2")).as("configured otherwise").isNotEqualTo(name);
  }

  private static String name(String reading, String image) {
    JobSettings settings =
        new JobSettings(
            "scanner", "gates", image, List.of("scan"), 10001, "100m", "1Gi", "1Gi", List.of());
    return GateJobs.request(JOB, settings, reading).name();
  }
}
