package dev.laytime.worker.promoting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.gate.JobSettings;
import dev.laytime.activities.job.JobApi;
import dev.laytime.activities.job.JobOwner;
import dev.laytime.activities.job.JobTicks;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activity.GateJob;
import dev.laytime.activity.GateRunResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /** Our own steps mean something by 75; a scanner may end as it likes. */
  @Test
  void takesEveryEndOfAProgramForItsVerdict() throws Exception {
    Cluster cluster = new Cluster();
    GateJobs gates =
        new GateJobs(Map.of("scanner", new Jobs(() -> cluster, cluster, JobOwner.ALONE)));

    GateRunResult result = gates.run(JOB, settings("r.test/scan:1"), "run/1", () -> {});

    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).contains("its program ended with exit code 75", "17 leaks");
  }

  private static String name(String reading, String image) {
    return GateJobs.request(JOB, settings(image), reading).name();
  }

  private static JobSettings settings(String image) {
    return new JobSettings(
        "scanner", "gates", image, List.of("scan"), 10001, "100m", "1Gi", "1Gi", List.of());
  }

  /** In which every program ends at once with 75. */
  private static final class Cluster implements JobApi, JobTicks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonNode job = MissingNode.getInstance();

    @Override
    public Answer get(String path) throws IOException {
      if (path.contains("/pods?")) {
        return new Answer(
            200,
            JSON.readTree(
                """
                {"items": [{"metadata": {"name": "p", "ownerReferences": [{"uid": "u"}]}, "status":
                  {"containerStatuses": [{"name": "gate", "state": {"terminated":
                    {"exitCode": 75, "reason": "Error"}}}]}}]}
                """));
      }
      return path.contains("/events?")
          ? new Answer(200, JSON.createObjectNode())
          : new Answer(job.isMissingNode() ? 404 : 200, job);
    }

    @Override
    public String tail(String path, int bytes) {
      return "17 leaks";
    }

    @Override
    public Answer create(String path, JsonNode object) {
      ObjectNode made = object.deepCopy();
      made.withObject("/metadata").put("uid", "u");
      made.withObject("/status")
          .withArray("conditions")
          .addObject()
          .put("type", "Failed")
          .put("reason", "BackoffLimitExceeded")
          .put("status", "True");
      job = made;
      return new Answer(201, job);
    }

    @Override
    public Answer delete(String path, JsonNode options) {
      return new Answer(200, job);
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void pause(Duration pause) {}
  }
}
