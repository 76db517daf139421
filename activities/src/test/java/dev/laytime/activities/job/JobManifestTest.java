package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a cluster is asked to make. */
class JobManifestTest {

  @Test
  void isTriedOnceAndMayDoNothingInItsCluster() {
    JsonNode job = JobManifest.job(JobsTest.request("copy"), "its-secret");

    assertThat(FakeCluster.parse(job.toString()))
        .isEqualTo(
            FakeCluster.parse(
                """
                {'apiVersion': 'batch/v1', 'kind': 'Job',
                 'metadata': {'name': 'work-1', 'namespace': 'ns',
                  'labels': {'app.kubernetes.io/name': 'laytime',
                    'app.kubernetes.io/component': 'copy',
                    'app.kubernetes.io/managed-by': 'laytime'},
                  'annotations': {'laytime.dev/what': 'it'}},
                 'spec': {'backoffLimit': 0, 'completions': 1, 'parallelism': 1,
                  'activeDeadlineSeconds': 1800, 'ttlSecondsAfterFinished': 40,
                  'template': {
                   'metadata': {'labels': {'app.kubernetes.io/name': 'laytime',
                     'app.kubernetes.io/component': 'copy',
                     'app.kubernetes.io/managed-by': 'laytime'}},
                   'spec': {'restartPolicy': 'Never', 'automountServiceAccountToken': false,
                    'enableServiceLinks': false, 'terminationGracePeriodSeconds': 10,
                    'imagePullSecrets': [{'name': 'pull'}],
                    'securityContext': {'runAsNonRoot': true, 'runAsUser': 10001,
                      'runAsGroup': 10001, 'fsGroup': 10001,
                      'seccompProfile': {'type': 'RuntimeDefault'}},
                    'containers': [{'name': 'copy', 'image': 'registry.test/laytime:1',
                      'imagePullPolicy': 'IfNotPresent',
                      'terminationMessagePolicy': 'FallbackToLogsOnError',
                      'args': ['do', 'it'], 'env': [{'name': 'HOME', 'value': '/tmp'}],
                      'securityContext': {'allowPrivilegeEscalation': false,
                        'readOnlyRootFilesystem': true, 'capabilities': {'drop': ['ALL']}},
                      'resources': {'requests': {'cpu': '100m', 'memory': '1Gi',
                          'ephemeral-storage': '0'},
                        'limits': {'memory': '1Gi', 'ephemeral-storage': '2Gi'}},
                      'volumeMounts': [{'name': 'scratch-0', 'mountPath': '/tmp'},
                        {'name': 'secret', 'mountPath': '/run/laytime', 'readOnly': true}]}],
                    'volumes': [{'name': 'scratch-0', 'emptyDir': {'sizeLimit': '2Gi'}},
                      {'name': 'secret', 'secret': {'secretName': 'its-secret',
                        'defaultMode': 288}}]}}}}
                """));
  }

  @Test
  void marksItsPodAsSomebodyWantsItAndAsOursFirst() {
    JobRequest request =
        JobsTest.request("copy")
            .marked(
                new PodMarks(
                    Map.of("team", "a", "app.kubernetes.io/managed-by", "somebody"),
                    Map.of("sidecar.istio.io/inject", "false")));
    JsonNode metadata = JobManifest.job(request, "").at("/spec/template/metadata");

    assertThat(metadata.path("labels"))
        .isEqualTo(
            FakeCluster.parse(
                """
                {'app.kubernetes.io/name': 'laytime', 'app.kubernetes.io/component': 'copy',
                 'app.kubernetes.io/managed-by': 'laytime', 'team': 'a'}
                """));
    assertThat(metadata.path("annotations"))
        .isEqualTo(FakeCluster.parse("{'sidecar.istio.io/inject': 'false'}"));
  }

  @Test
  void isRootOnlyWhereSomebodySaysSo() {
    JobRequest plain = JobsTest.request("build");
    JsonNode pod =
        JobManifest.job(
                new JobRequest(
                    "ns",
                    "build-1",
                    "build",
                    Map.of(),
                    plain.image(),
                    List.of(),
                    Map.of(),
                    null,
                    List.of(),
                    plain.resources(),
                    new PodSecurity(0, false, List.of("CHOWN", "SETUID")),
                    List.of(),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1)),
                "")
            .at("/spec/template/spec");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(true)).isFalse();
    assertThat(pod.at("/containers/0/securityContext"))
        .isEqualTo(
            FakeCluster.parse(
                "{'allowPrivilegeEscalation': false, 'readOnlyRootFilesystem': false,"
                    + " 'capabilities': {'drop': ['ALL'], 'add': ['CHOWN', 'SETUID']}}"));
    assertThat(pod.path("volumes")).isEmpty();
    assertThatThrownBy(() -> PodSecurity.restricted(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isCalledTheSameForTheSameWorkAlone() {
    assertThat(JobRequest.named("laytime-copy", "a", "b"))
        .isEqualTo(JobRequest.named("laytime-copy", "a", "b"))
        .matches("laytime-copy-[0-9a-f]{20}")
        .isNotEqualTo(JobRequest.named("laytime-copy", "ab", ""));
  }
}
