package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.crd.imageoperator.ObjectMarks;
import dev.laytime.activities.job.JobApi;
import dev.laytime.activities.job.JobOwner;
import dev.laytime.activities.job.JobTicks;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.registry.Courier.Errand;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.worker.configuration.JobsProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a Job's end is told to who waits for an image. */
class JobCourierTest {

  private static final Errand ERRAND =
      CopyJobTest.errand(CopyJobTest.passage("quay.io", null), CopyJobTest.passage("r.test", null));
  private static final JobsProperties JOBS =
      new JobsProperties("r.test/laytime:1", "jobs", List.of(), "10s", "20m", "1Gi");

  private final Cluster cluster = new Cluster();
  private final SeenMarks marks = new SeenMarks();
  private final JobCourier courier =
      new JobCourier(
          new Jobs(() -> cluster, cluster, JobOwner.ALONE), new CopyJob(JOBS, Map.of()), marks);

  @BeforeEach
  void seeObjects() {
    marks.see(Map.of(ERRAND.mirror(), new ObjectMarks(Map.of("team", "a"), Map.of("note", "n"))));
  }

  /** It has every Job end at once, in one way. */
  private static final class Cluster implements JobApi, JobTicks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> writes = new ArrayList<>();
    private String pod = "{}";
    private String condition = "Complete";
    private boolean away;
    private JsonNode job = MissingNode.getInstance();

    @Override
    public Answer get(String path) throws IOException {
      if (away) {
        throw new IOException("no answer");
      }
      if (path.contains("/pods?")) {
        return new Answer(200, JSON.readTree("{\"items\": [%s]}".formatted(pod)));
      }
      return path.contains("/events?")
          ? new Answer(200, JSON.createObjectNode())
          : new Answer(job.isMissingNode() ? 404 : 200, job);
    }

    @Override
    public String tail(String path, int bytes) {
      return "no such tag\nor none for you\n";
    }

    @Override
    public Answer create(String path, JsonNode object) {
      writes.add("create " + object.path("kind").asText());
      if (path.endsWith("/jobs")) {
        ObjectNode made = object.deepCopy();
        made.withObject("/metadata").put("uid", "u");
        made.withObject("/status")
            .withArray("conditions")
            .addObject()
            .put("type", condition)
            .put("status", "True");
        job = made;
      }
      return new Answer(201, job);
    }

    @Override
    public Answer delete(String path, JsonNode options) {
      writes.add("delete");
      job = MissingNode.getInstance();
      return new Answer(200, job);
    }

    @Override
    public long nanos() {
      return writes.size() * Duration.ofMinutes(10).toNanos();
    }

    @Override
    public void pause(Duration pause) {
      writes.add("pause");
    }
  }

  @Test
  void carriesWhatImageOperatorsObjectsAskForAlone() {
    assertThat(courier.carries("image-operator/shop/app")).isTrue();
    assertThat(courier.carries("imagerepo-mirror/shop/app")).isFalse();
    assertThat(courier.carries("app")).isFalse();
  }

  @Test
  void marksThePodAsItsObjectIs() throws Exception {
    var _ = courier.carry(ERRAND, () -> {});

    JsonNode metadata = cluster.job.at("/spec/template/metadata");
    assertThat(metadata.at("/labels/team").asText()).isEqualTo("a");
    assertThat(metadata.at("/annotations/note").asText()).isEqualTo("n");
  }

  @Test
  void waitsUntilObjectsAreRead() {
    JobCourier early =
        new JobCourier(
            new Jobs(() -> cluster, cluster, JobOwner.ALONE),
            new CopyJob(JOBS, Map.of()),
            new SeenMarks());

    RegistryException failure =
        catchThrowableOfType(RegistryException.class, () -> early.carry(ERRAND, () -> {}));
    assertThat(failure.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("not read yet");
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void endsWithItsJob() throws Exception {
    List<String> seen = new ArrayList<>();
    cluster.pod =
        """
        {"metadata": {"name": "p", "ownerReferences": [{"uid": "u"}]}, "status":
         {"containerStatuses": [{"name": "copy", "state": {"terminated":
          {"exitCode": 0, "message": "{\\"bytesCopied\\": 42}"}}}]}}
        """;

    CopyResult result = courier.carry(ERRAND, () -> seen.add("seen"));

    assertThat(result.bytesCopied()).isEqualTo(42);

    assertThat(cluster.writes).containsExactly("create Job", "create Secret");
    assertThat(seen).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | Error | REFUSED | its program ended with exit code 1",
        "75 | Error | UNAVAILABLE | its program ended with exit code 75",
        "137 | OOMKilled | REFUSED | killed for want of memory",
        "127 | Error | REFUSED | its program cannot be started",
      })
  void saysWhyItDidNotCome(int code, String reason, FailureType type, String said) {
    cluster.condition = "Failed";
    cluster.pod =
        """
        {"metadata": {"name": "p", "ownerReferences": [{"uid": "u"}]}, "status":
         {"containerStatuses": [{"name": "copy", "state": {"terminated": {"exitCode": %d, "reason": "%s"}}}]}}
        """
            .formatted(code, reason);

    RegistryException failure =
        catchThrowableOfType(RegistryException.class, () -> courier.carry(ERRAND, () -> {}));

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.said())
        .contains("Job jobs/laytime-copy-", said, "no such tag / or none for you");
    assertThat(failure.what()).contains("quay.io/org/app@sha256:", "to r.test/copies/app");
  }

  @Test
  void takesWhatWentWithItsNodeForUnavailable() {
    cluster.condition = "Failed";

    RegistryException failure =
        catchThrowableOfType(RegistryException.class, () -> courier.carry(ERRAND, () -> {}));

    assertThat(failure.type()).isEqualTo(FailureType.UNAVAILABLE);
  }

  @Test
  void doesNotKnowWhatASilentClusterHas() {
    cluster.away = true;

    RegistryException failure =
        catchThrowableOfType(RegistryException.class, () -> courier.carry(ERRAND, () -> {}));

    assertThat(failure.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failure.said()).contains("not known");
  }

  @Test
  void takesAwayWhatIsCalledOff() throws Exception {
    var _ = courier.carry(ERRAND, () -> {});

    courier.callOff(ERRAND);
    cluster.away = true;
    courier.callOff(ERRAND);

    assertThat(cluster.writes).endsWith("delete");
  }
}
