package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster's words about a Job mean. */
class JobReadingTest {

  private static final JsonNode UNDERWAY = job("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // how the Job says it failed, the state of its container, more of its Pod, what that is
        "BackoffLimitExceeded | 'terminated': {'exitCode': 1, 'reason': 'Error'} | | PROGRAM",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 5} | | PROGRAM",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 75} | | PROGRAM",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137, 'reason': 'OOMKilled'} | |"
            + " OUT_OF_MEMORY",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137, 'reason': 'Error'} | | PROGRAM",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 128, 'reason': 'StartError'} | | IMAGE",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 127, 'reason': 'Error'} | | IMAGE",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137} | 'reason': 'Evicted', | EVICTED",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137} | 'reason': 'Evicted', 'message':"
            + " 'The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi,"
            + " available: 9Mi.', | EVICTED",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137} | 'reason': 'Evicted', 'message':"
            + " 'Pod ephemeral local storage usage exceeds the total limit of containers 10Gi. ', |"
            + " DISK",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137} | 'reason': 'Evicted', 'message':"
            + " 'Container build exceeded its local ephemeral storage limit 10Gi. ', | DISK",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137} | 'reason': 'Evicted', 'message':"
            + " 'Usage of EmptyDir volume work exceeds the limit 10Gi. ', | DISK",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 143} | 'conditions': [{'type':"
            + " 'DisruptionTarget', 'status': 'True'}], | DISRUPTED",
        "BackoffLimitExceeded | 'running': {} | 'reason': 'NodeLost', | PROGRAM",
        "BackoffLimitExceeded | 'terminated': {'exitCode': 137} | 'reason': 'DeadlineExceeded', |"
            + " DEADLINE",
        "BackoffLimitExceeded | 'waiting': {'reason': 'ImagePullBackOff'} | 'phase': 'Failed',"
            + " 'reason': 'DeadlineExceeded', | IMAGE_PULL",
        "DeadlineExceeded | 'running': {} | 'phase': 'Running', | DEADLINE",
        "DeadlineExceeded | 'waiting': {'reason': 'ImagePullBackOff'} | 'phase': 'Pending', |"
            + " IMAGE_PULL",
        "DeadlineExceeded | 'waiting': {'reason': 'ContainerCreating'} | 'phase': 'Pending', |"
            + " DEADLINE",
      })
  void knowsWhyItFailed(String reason, String state, String more, JobFailure failure) {
    assertThat(failed(JobReading.of(job(failedBy(reason)), List.of(pod(more, state)), List.of())))
        .isEqualTo(failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'waiting': {'reason': 'ErrImagePull', 'message': 'no such host'} | | IMAGE_PULL",
        "'waiting': {'reason': 'ImagePullBackOff'} | | IMAGE_PULL",
        "'waiting': {'reason': 'InvalidImageName'} | | IMAGE",
        "'waiting': {'reason': 'CreateContainerConfigError'} | | REFUSED",
        "'waiting': {} | 'conditions': [{'type': 'PodScheduled', 'status': 'False', 'message': '0/3"
            + " nodes'}], | UNSCHEDULABLE",
      })
  void knowsWhatKeepsItsPodFromStarting(String state, String more, JobFailure failure) {
    assertThat(JobReading.of(UNDERWAY, List.of(pending(more, state)), List.of()))
        .isInstanceOfSatisfying(
            JobStanding.Hindered.class,
            hindered -> assertThat(hindered.failure()).isEqualTo(failure));
  }

  @Test
  void knowsThatASecretOfItsIsNotThere() {
    List<JsonNode> waiting = List.of(pending("", "'waiting': {'reason': 'PodInitializing'}"));
    String said = "MountVolume.SetUp failed for volume \"given-0\" : secret \"push\" not found";

    assertThat(JobReading.of(UNDERWAY, waiting, List.of(said)))
        .isEqualTo(
            new JobStanding.Hindered(
                JobFailure.UNMOUNTED, "what it needs cannot be mounted: " + said));
    assertThat(failed(JobReading.of(job(failedBy("DeadlineExceeded")), waiting, List.of(said))))
        .isEqualTo(JobFailure.UNMOUNTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pods \"x\" is forbidden: exceeded quota: small, requested: pods=1 | QUOTA",
        "pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\" | REFUSED",
      })
  void knowsWhyItHasNoPod(String said, JobFailure failure) {
    assertThat(JobReading.of(UNDERWAY, List.of(), List.of("an earlier word", said)))
        .isEqualTo(new JobStanding.Hindered(failure, said));
    assertThat(failed(JobReading.of(job(failedBy("DeadlineExceeded")), List.of(), List.of(said))))
        .isEqualTo(failure);
  }

  @Test
  void isUnderwayWhileNothingIsInTheWay() {
    assertThat(JobReading.of(UNDERWAY, List.of(), List.of())).isEqualTo(new JobStanding.Underway());
    assertThat(
            JobReading.of(
                UNDERWAY,
                List.of(pending("", "'waiting': {'reason': 'ContainerCreating'}")),
                List.of()))
        .isEqualTo(new JobStanding.Underway());
    assertThat(
            JobReading.of(
                job("'conditions': [{'type': 'Failed', 'status': 'False'}]"),
                List.of(pod("'phase': 'Running',", "'running': {}")),
                List.of("was refused at first")))
        .isEqualTo(new JobStanding.Underway());
  }

  @Test
  void hasWhatItsProgramLeft() {
    JsonNode done = job("'conditions': [{'type': 'Complete', 'status': 'True'}]");

    assertThat(
            JobReading.of(
                done,
                List.of(pod("", "'terminated': {'exitCode': 0, 'message': 'sha256:1'}")),
                List.of()))
        .isEqualTo(new JobStanding.Over(new JobOutcome.Succeeded("sha256:1"), null));
    assertThat(JobReading.of(done, List.of(), List.of()))
        .isEqualTo(new JobStanding.Over(new JobOutcome.Succeeded(""), null));
  }

  @Test
  void hasTheEndOfTheLogOfWhatFailed() {
    String log = "x".repeat(3000) + "\\u001b[31m the end";

    JobStanding standing =
        JobReading.of(
            job(failedBy("BackoffLimitExceeded")),
            List.of(pod("", "'terminated': {'exitCode': 1, 'message': '%s'}".formatted(log))),
            List.of());

    assertThat(standing)
        .isInstanceOfSatisfying(
            JobStanding.Over.class,
            over ->
                assertThat(over.outcome())
                    .isInstanceOfSatisfying(
                        JobOutcome.Failed.class,
                        failed ->
                            assertThat(failed.log())
                                .hasSize(2000)
                                .doesNotContain("\u001b")
                                .endsWith("[31m the end")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // how the first and the second step ended, and the last; which failed
        "'exitCode': 0 | 'exitCode': 3 | '': '' | build",
        "'exitCode': 1 | '': '' | '': '' | context",
        "'exitCode': 0 | 'exitCode': 0 | 'exitCode': 3 | push",
      })
  void namesTheStepThatFailed(String first, String second, String last, String step) {
    JsonNode pod =
        FakeCluster.parse(
            """
            {'metadata': {'name': 'pod'}, 'status': {
              'initContainerStatuses': [
                {'name': 'context', 'state': {'terminated': {%s}}},
                {'name': 'build', 'state': {'terminated': {%s}}}],
              'containerStatuses': [{'name': 'push', 'state': {'terminated': {%s}}}]}}
            """
                .formatted(first, second, last)
                .replace("'terminated': {'': ''}", "'waiting': {'reason': 'PodInitializing'}"));

    assertThat(JobReading.of(job(failedBy("BackoffLimitExceeded")), List.of(pod), List.of()))
        .isInstanceOfSatisfying(
            JobStanding.Over.class,
            over ->
                assertThat(over.outcome())
                    .isInstanceOfSatisfying(
                        JobOutcome.Failed.class,
                        failed -> {
                          assertThat(failed.failure()).isEqualTo(JobFailure.PROGRAM);
                          assertThat(failed.step()).isEqualTo(step);
                        }));
  }

  @Test
  void namesTheStepThatWasNotDoneInTime() {
    JsonNode pod =
        FakeCluster.parse(
            """
            {'metadata': {'name': 'pod'}, 'status': {
              'initContainerStatuses': [{'name': 'build', 'state': {'running': {}}}],
              'containerStatuses': [
                {'name': 'push', 'state': {'waiting': {'reason': 'PodInitializing'}}}]}}
            """);

    assertThat(JobReading.of(job(failedBy("DeadlineExceeded")), List.of(pod), List.of()))
        .isEqualTo(
            new JobStanding.Over(
                new JobOutcome.Failed(JobFailure.DEADLINE, "it was not done in time", "", "build"),
                "pod"));
  }

  @Test
  void hasNoLogOfWhatHasNotBegun() {
    JsonNode pod = pod("", "'waiting': {'reason': 'PodInitializing'}");

    assertThat(JobReading.of(job(failedBy("DeadlineExceeded")), List.of(pod), List.of()))
        .isInstanceOfSatisfying(JobStanding.Over.class, over -> assertThat(over.pod()).isNull());
  }

  /** Our own program means something by it; others end as they like. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // what the step is told to run, and its exit code
        "'args': ['step', 'copy'] | 75 | LATER",
        "'args': ['step', 'copy'] | 1 | PROGRAM",
        "'args': ['build'] | 75 | PROGRAM",
        "'command': ['scan'], 'args': ['step'] | 75 | PROGRAM",
      })
  void believesOurOwnStepThatItMayFareBetterLater(String runs, int code, JobFailure failure) {
    JsonNode job =
        FakeCluster.parse(
            """
            {'spec': {'template': {'spec': {
              'initContainers': [{'name': 'source', %s}], 'containers': [{'name': 'push'}]}}},
             'status': {%s}}
            """
                .formatted(runs, failedBy("BackoffLimitExceeded")));
    JsonNode pod =
        FakeCluster.parse(
            """
            {'metadata': {'name': 'pod'}, 'status': {'initContainerStatuses': [
              {'name': 'source', 'state': {'terminated': {'exitCode': %d}}}]}}
            """
                .formatted(code));

    assertThat(failed(JobReading.of(job, List.of(pod), List.of()))).isEqualTo(failure);
  }

  /** A kubelet tells of all in the order of their names. */
  @Test
  void doesNotTakeWhatAMeshPutBesideItForOurs() {
    JsonNode pod =
        FakeCluster.parse(
            """
            {'metadata': {'name': 'pod'}, 'status': {
              'initContainerStatuses': [
                {'name': 'agent', 'restartPolicy': 'Always', 'state': {'running': {}}},
                {'name': 'build', 'state': {'terminated': {'exitCode': 0}}},
                {'name': 'context', 'state': {'terminated': {'exitCode': 0}}}],
              'containerStatuses': [
                {'name': 'istio-proxy', 'state': {'terminated':
                  {'exitCode': 137, 'reason': 'OOMKilled', 'message': 'sha256:forged'}}},
                {'name': 'push', 'state': {'terminated': {'exitCode': 0, 'message': 'ours'}}}]}}
            """);

    assertThat(
            JobReading.of(
                job("'conditions': [{'type': 'Complete', 'status': 'True'}]"),
                List.of(pod),
                List.of()))
        .isEqualTo(new JobStanding.Over(new JobOutcome.Succeeded("ours"), null));
    assertThat(JobReading.of(job(failedBy("BackoffLimitExceeded")), List.of(pod), List.of()))
        .isInstanceOfSatisfying(
            JobStanding.Over.class,
            over ->
                assertThat(over.outcome())
                    .isInstanceOfSatisfying(
                        JobOutcome.Failed.class,
                        failed -> {
                          assertThat(failed.failure()).isEqualTo(JobFailure.PROGRAM);
                          assertThat(failed.step()).isEqualTo("push");
                        }));
  }

  @Test
  void seesThatWhatAMeshPutBesideItKeepsItFromStarting() {
    JsonNode pod =
        FakeCluster.parse(
            """
            {'metadata': {'name': 'pod'}, 'status': {'phase': 'Pending',
              'initContainerStatuses': [
                {'name': 'mesh', 'state': {'waiting': {'reason': 'ErrImagePull'}}}]}}
            """);

    assertThat(JobReading.of(UNDERWAY, List.of(pod), List.of()))
        .isInstanceOfSatisfying(
            JobStanding.Hindered.class,
            hindered -> assertThat(hindered.failure()).isEqualTo(JobFailure.IMAGE_PULL));
  }

  @Test
  void seesThatTheImageOfAStepCannotBePulled() {
    JsonNode pod =
        FakeCluster.parse(
            """
            {'metadata': {'name': 'pod'}, 'status': {'phase': 'Pending',
              'initContainerStatuses': [
                {'name': 'context', 'state': {'terminated': {'exitCode': 0}}},
                {'name': 'build', 'state': {'waiting': {'reason': 'ErrImagePull'}}}],
              'containerStatuses': [
                {'name': 'push', 'state': {'waiting': {'reason': 'PodInitializing'}}}]}}
            """);

    assertThat(JobReading.of(UNDERWAY, List.of(pod), List.of()))
        .isInstanceOfSatisfying(
            JobStanding.Hindered.class,
            hindered -> assertThat(hindered.failure()).isEqualTo(JobFailure.IMAGE_PULL));
  }

  @Test
  void goesByTheNewestPod() {
    assertThat(
            JobReading.of(
                UNDERWAY,
                List.of(
                    pending("", "'waiting': {'reason': 'ErrImagePull'}"),
                    pod("'phase': 'Running',", "'running': {}")),
                List.of()))
        .isEqualTo(new JobStanding.Underway());
  }

  @Test
  void doesNotTakeAPodThatWentForAProgramThatFailed() {
    assertThat(
            failed(JobReading.of(job(failedBy("BackoffLimitExceeded")), List.of(), List.of("old"))))
        .isEqualTo(JobFailure.DISRUPTED);
  }

  private static JobFailure failed(JobStanding standing) {
    return standing instanceof JobStanding.Over(JobOutcome.Failed failed, _)
        ? failed.failure()
        : JobFailure.GONE;
  }

  private static String failedBy(String reason) {
    return "'conditions': [{'type': 'Failed', 'status': 'True', 'reason': '%s'}]".formatted(reason);
  }

  private static JsonNode job(String status) {
    return FakeCluster.parse(
        """
        {'spec': {'template': {'spec': {
          'initContainers': [{'name': 'context'}, {'name': 'build'}],
          'containers': [{'name': 'push'}]}}}, 'status': {%s}}
        """
            .formatted(status));
  }

  private static JsonNode pending(String more, String state) {
    return pod((more == null ? "" : more) + "'phase': 'Pending',", state);
  }

  private static JsonNode pod(String more, String state) {
    return FakeCluster.parse(
        "{'metadata': {'name': 'pod'}, 'status': {%s 'containerStatuses': [{'name': 'push', 'state': {%s}}]}}"
            .formatted(more == null ? "" : more, state));
  }
}
