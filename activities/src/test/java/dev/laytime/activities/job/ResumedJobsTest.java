package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Jobs that are waited for by whoever did not make them, and those that are left alone. */
class ResumedJobsTest {

  private static final String NAME = "work-1";
  private static final JobClaim CLAIM = claim("this", "1");

  private final FakeCluster cluster = new FakeCluster();
  private final Jobs jobs = new Jobs(cluster::open, cluster.ticks, JobOwner.ALONE);

  @Test
  void waitsForOneThatWasMadeForTheSameOfWhicheverImages() throws Exception {
    put("this", "1");
    cluster.in(1, () -> cluster.condition(NAME, "Complete", ""));

    assertThat(jobs.has(CLAIM)).isTrue();
    assertThat(jobs.resume(CLAIM, () -> {})).contains(new JobOutcome.Succeeded(""));

    assertThat(cluster.writes).as("its maker may have died").containsExactly("create secret");
  }

  @Test
  void knowsNoneThatWasMadeForSomethingElse() throws Exception {
    assertThat(jobs.has(CLAIM)).isFalse();
    put("that", "1");

    assertThat(jobs.has(CLAIM)).isFalse();
    assertThat(jobs.resume(CLAIM, () -> {})).isEmpty();
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void takesTheFailureOfThisAttemptForItsAnswer() throws Exception {
    put("this", "1");
    cluster.condition(NAME, "Failed", "BackoffLimitExceeded");

    assertThat(jobs.resume(CLAIM, () -> {}))
        .hasValueSatisfying(end -> assertThat(end).isInstanceOf(JobOutcome.Failed.class));
    assertThat(jobs.resume(claim("this", "2"), () -> {})).isEmpty();
  }

  @Test
  void tellsItsOwnFromThoseOfAnotherInstallation() throws Exception {
    Jobs ours = new Jobs(cluster::open, cluster.ticks, () -> "a");
    Jobs theirs = new Jobs(cluster::open, cluster.ticks, () -> "b");
    String name = ours.name(NAME);
    cluster.in(1, () -> cluster.condition(name, "Complete", ""));

    assertThat(ours.run(JobsTest.request("work"), () -> {}))
        .isEqualTo(new JobOutcome.Succeeded(""));

    assertThat(name).startsWith(NAME + "-").isNotEqualTo(theirs.name(NAME));
    ObjectNode job = Objects.requireNonNull(cluster.job(name));
    assertThat(job.at("/metadata/labels/laytime.dev~1installation").asText()).isEqualTo("a");
    assertThat(job.at("/spec/template/metadata/labels/laytime.dev~1installation").asText())
        .isEqualTo("a");
    theirs.cancel("ns", NAME, "work");
    assertThat(cluster.job(name)).isNotNull();
    ours.cancel("ns", NAME, "work");
    assertThat(cluster.job(name)).isNull();
  }

  /** Its name alone may be made up. */
  @Test
  void leavesOneAloneThatIsLabelledForAnother() throws Exception {
    Jobs ours = new Jobs(cluster::open, cluster.ticks, () -> "a");
    cluster.put(ours.name(NAME), job("this", "1").toString());

    assertThat(ours.has(CLAIM)).isFalse();
    assertThat(ours.run(JobsTest.request("work"), () -> {}))
        .isInstanceOfSatisfying(
            JobOutcome.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(JobFailure.TAKEN));
    ours.cancel("ns", NAME, "work");
    assertThat(cluster.writes).isEmpty();
  }

  private void put(String asked, String attempt) {
    cluster.put(NAME, job(asked, attempt).toString());
  }

  /** As another version made it. */
  private static ObjectNode job(String asked, String attempt) {
    ObjectNode job = JobsTest.manifest(JobsTest.request("work"), "its-secret");
    job.withObject("/metadata/annotations")
        .put(JobRequest.ASKED, asked)
        .put(JobRequest.ATTEMPT, attempt);
    ((ObjectNode) job.at("/spec/template/spec/containers/0")).put("image", "registry.test/old:0");
    return job;
  }

  private static JobClaim claim(String asked, String attempt) {
    return new JobClaim(
        "ns", NAME, "work", asked, attempt, new SecretFiles(Map.of("config.json", "canary")));
  }
}
