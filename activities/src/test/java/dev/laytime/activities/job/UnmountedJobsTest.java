package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Jobs whose Pod lacks a Secret, in a cluster whose time goes by in pauses. */
class UnmountedJobsTest {

  private static final String NAME = "work-1";
  private static final JobRequest REQUEST = JobsTest.request("work");
  private static final String UNBEGUN =
      "{'phase': 'Pending', 'containerStatuses': [{'name': 'work', 'state': {'waiting':"
          + " {'reason': 'ContainerCreating'}}}]}";
  private static final JsonNode UNMOUNTED =
      FakeCluster.parse(
          "{'reason': 'FailedMount', 'lastTimestamp': '2026-01-01T00:00:01Z',"
              + " 'message': 'no secret push'}");

  private final FakeCluster cluster = new FakeCluster();
  private final Jobs jobs = new Jobs(cluster::open, cluster.ticks, JobOwner.ALONE);

  @Test
  void saysThatASecretIsNotThereLongBeforeItsTimeIsOver() throws Exception {
    cluster.in(
        1,
        () -> {
          cluster.pod(NAME, UNBEGUN);
          cluster.podEvents.add(UNMOUNTED);
        });

    assertThat(jobs.run(REQUEST, () -> {}))
        .isEqualTo(
            new JobOutcome.Failed(
                JobFailure.UNMOUNTED, "what it needs cannot be mounted: no secret push", ""));
    assertThat(cluster.job(NAME)).isNull();
    assertThat(cluster.ticks.nanos()).isLessThan(Duration.ofMinutes(3).toNanos());
  }

  @Test
  void waitsForAnImageHoweverLateItsSecretCame() throws Exception {
    cluster.in(
        1,
        () -> {
          cluster.pod(NAME, UNBEGUN);
          cluster.podEvents.add(UNMOUNTED);
        });
    cluster.in(
        2,
        () ->
            cluster.podEvents.add(
                FakeCluster.parse(
                    "{'reason': 'Pulling', 'lastTimestamp': '2026-01-01T00:00:02Z'}")));
    cluster.in(200, () -> cluster.condition(NAME, "Complete", ""));

    assertThat(jobs.run(REQUEST, () -> {})).isEqualTo(new JobOutcome.Succeeded(""));
  }
}
