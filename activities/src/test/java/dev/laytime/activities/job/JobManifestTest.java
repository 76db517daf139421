package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster is asked to make. */
class JobManifestTest {

  @Test
  void isTriedOnceAndMayDoNothingInItsCluster() {
    JsonNode job = JobsTest.manifest(JobsTest.request("copy"), "its-secret");

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
                  'activeDeadlineSeconds': 2520, 'ttlSecondsAfterFinished': 40,
                  'template': {
                   'metadata': {'labels': {'app.kubernetes.io/name': 'laytime',
                     'app.kubernetes.io/component': 'copy',
                     'app.kubernetes.io/managed-by': 'laytime'}},
                   'spec': {'activeDeadlineSeconds': 1800,
                    'restartPolicy': 'Never', 'automountServiceAccountToken': false,
                    'enableServiceLinks': false, 'terminationGracePeriodSeconds': 10,
                    'imagePullSecrets': [{'name': 'pull'}],
                    'securityContext': {'runAsNonRoot': true, 'runAsUser': 10001,
                      'runAsGroup': 10001, 'fsGroup': 10001,
                      'seccompProfile': {'type': 'RuntimeDefault'}},
                    'containers': [{'name': 'copy', 'image': 'registry.test/laytime:1',
                      'imagePullPolicy': 'IfNotPresent',
                      'terminationMessagePolicy': 'File',
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
  void livesUntilItIsKnownThatNoNodeTakesItsPod() {
    JsonNode spec = JobsTest.manifest(JobsTest.request("copy"), "").path("spec");
    long job = spec.path("activeDeadlineSeconds").asLong();
    long pod = spec.at("/template/spec/activeDeadlineSeconds").asLong();

    assertThat(job - pod).isGreaterThan(JobFailure.UNSCHEDULABLE.patience().toSeconds());
  }

  @Test
  void marksItsPodAsSomebodyWantsItAndAsOursFirst() {
    JobRequest request =
        JobsTest.request("copy")
            .marked(
                new PodMarks(
                    Map.of("team", "a", "app.kubernetes.io/managed-by", "somebody"),
                    Map.of("sidecar.istio.io/inject", "false")));
    JsonNode metadata = JobsTest.manifest(request, "").at("/spec/template/metadata");

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
    JsonNode pod =
        pod(
            new JobStep(
                "build",
                "registry.test/build:1",
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                new JobResources("1", "1Gi", "1Gi"),
                new PodSecurity(0, false, List.of("CHOWN", "SETUID"))));

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
  void runsOneStepAfterTheOtherEachWithItsOwnUserAndFiles() {
    JobStep build =
        new JobStep(
            "build",
            "registry.test/build:1",
            List.of("sh", "-c"),
            List.of(),
            Map.of(),
            List.of(
                new JobMount.Scratch("out", "/out", false),
                new JobMount.OwnFiles("/etc/build", List.of("build.toml")),
                new JobMount.Secret("npm", "/run/secrets/npm", Map.of())),
            new JobResources("1", "1Gi", "3Gi"),
            new PodSecurity(0, false, List.of("CHOWN")));
    JobStep push =
        new JobStep(
            "push",
            "registry.test/laytime:1",
            List.of(),
            List.of(),
            Map.of(),
            List.of(
                new JobMount.Scratch("out", "/out", true),
                new JobMount.Secret("login", "/run/docker", Map.of("k", "config.json"))),
            new JobResources("1", "1Gi", "1Gi"),
            PodSecurity.restricted(10001));
    JsonNode pod = pod(push, build);

    assertThat(pod.at("/securityContext/runAsUser").asLong()).isEqualTo(10001);
    JsonNode first = pod.at("/initContainers/0");
    assertThat(first.path("command")).isEqualTo(FakeCluster.parse("['sh', '-c']"));
    assertThat(first.at("/securityContext/runAsUser").asLong(-1)).isZero();
    assertThat(first.at("/securityContext/runAsNonRoot").asBoolean(true)).isFalse();
    assertThat(pod.at("/containers/0/securityContext/runAsUser").isMissingNode()).isTrue();
    assertThat(first.path("volumeMounts"))
        .isEqualTo(
            FakeCluster.parse(
                """
                [{'name': 'out', 'mountPath': '/out'},
                 {'name': 'secret-0', 'mountPath': '/etc/build', 'readOnly': true},
                 {'name': 'given-0', 'mountPath': '/run/secrets/npm', 'readOnly': true}]
                """));
    assertThat(pod.at("/containers/0/volumeMounts"))
        .isEqualTo(
            FakeCluster.parse(
                """
                [{'name': 'out', 'mountPath': '/out', 'readOnly': true},
                 {'name': 'given-1', 'mountPath': '/run/docker', 'readOnly': true}]
                """));
    assertThat(pod.path("volumes"))
        .isEqualTo(
            FakeCluster.parse(
                """
                [{'name': 'out', 'emptyDir': {'sizeLimit': '3Gi'}},
                 {'name': 'secret-0', 'secret': {'secretName': 'its-secret', 'defaultMode': 288,
                   'items': [{'key': 'build.toml', 'path': 'build.toml'}]}},
                 {'name': 'given-0', 'projected': {'defaultMode': 288,
                   'sources': [{'secret': {'name': 'npm'}}]}},
                 {'name': 'given-1', 'projected': {'defaultMode': 288,
                   'sources': [{'secret': {'name': 'login',
                     'items': [{'key': 'k', 'path': 'config.json'}]}}]}}]
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "NAMESPACES | {'allowPrivilegeEscalation': true, 'readOnlyRootFilesystem': false,"
            + " 'seccompProfile': {'type': 'Unconfined'}, 'appArmorProfile': {'type':"
            + " 'Unconfined'}, 'capabilities': {'drop': ['ALL'], 'add': ['SETUID']}}",
        "NONE | {'allowPrivilegeEscalation': true, 'readOnlyRootFilesystem': false, 'privileged':"
            + " true}",
      })
  void isConfinedLessOnlyWhereSomebodySaysSo(PodSecurity.Confinement confinement, String context) {
    JobStep step =
        JobsTest.step("build", new PodSecurity(1000, false, List.of("SETUID"), confinement));

    assertThat(pod(step).at("/containers/0/securityContext")).isEqualTo(FakeCluster.parse(context));
  }

  @Test
  void wouldRatherRunOnNodesOfItsArchitecture() {
    JobRequest any = JobsTest.request("build");
    JsonNode job = JobsTest.manifest(on(any, new JobNodes("arm64", false, List.of())), "");

    assertThat(FakeCluster.parse(job.at("/spec/template/spec/affinity").toString()))
        .isEqualTo(
            FakeCluster.parse(
                """
                {'nodeAffinity': {'preferredDuringSchedulingIgnoredDuringExecution': [
                  {'weight': 100, 'preference': {'matchExpressions': [
                    {'key': 'kubernetes.io/arch', 'operator': 'In', 'values': ['arm64']}]}}]}}
                """));
    assertThat(JobsTest.manifest(any, "").at("/spec/template/spec").has("affinity")).isFalse();
    assertThat(JobManifest.isOf(job, any)).as("where it runs does not matter").isTrue();
  }

  @Test
  void waitsForANodeOfItsArchitectureWhereNoOtherWillDo() {
    JobRequest any = JobsTest.request("build");
    List<JobToleration> tolerations =
        List.of(
            new JobToleration("kubernetes.io/arch", "Equal", "arm64", "NoSchedule"),
            new JobToleration(null, "Exists", null, null));
    JsonNode job = JobsTest.manifest(on(any, new JobNodes("arm64", true, tolerations)), "");

    assertThat(FakeCluster.parse(job.at("/spec/template/spec/affinity").toString()))
        .isEqualTo(
            FakeCluster.parse(
                """
                {'nodeAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': {
                  'nodeSelectorTerms': [{'matchExpressions': [
                    {'key': 'kubernetes.io/arch', 'operator': 'In', 'values': ['arm64']}]}]}}}
                """));
    assertThat(FakeCluster.parse(job.at("/spec/template/spec/tolerations").toString()))
        .isEqualTo(
            FakeCluster.parse(
                """
                [{'key': 'kubernetes.io/arch', 'operator': 'Equal', 'value': 'arm64',
                  'effect': 'NoSchedule'}, {'operator': 'Exists'}]
                """));
    assertThat(JobsTest.manifest(any, "").at("/spec/template/spec").has("tolerations")).isFalse();
    assertThat(JobManifest.isOf(job, any)).as("where it runs does not matter").isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "key, Is, value, NoSchedule, operator 'Is'",
        "key, Equal, value, Never, effect 'Never'",
        "key, Exists, value, -, value 'value'",
        "-, Equal, value, -, key: expected",
      })
  void toleratesNothingThatNoClusterTakes(
      @Nullable String key,
      String operator,
      @Nullable String value,
      @Nullable String effect,
      String said) {
    assertThatThrownBy(() -> new JobToleration(key, operator, value, effect))
        .hasMessageStartingWith(said);
  }

  private static JobRequest on(JobRequest any, JobNodes nodes) {
    JobPod pod = any.pod();
    return new JobRequest(
        any.namespace(),
        any.name(),
        any.kind(),
        any.annotations(),
        new JobPod(pod.before(), pod.main(), pod.secret(), pod.pullSecrets(), pod.marks(), nodes),
        any.deadline(),
        any.kept());
  }

  @Test
  void isSureOfLessMemoryThanItMayUse() {
    JobStep step =
        new JobStep(
            "build",
            "registry.test/build:1",
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            new JobResources("1", "512Mi", "8Gi", "1Gi"),
            PodSecurity.restricted(10001));

    assertThat(pod(step).at("/containers/0/resources"))
        .isEqualTo(
            FakeCluster.parse(
                """
                {'requests': {'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '0'},
                 'limits': {'memory': '8Gi', 'ephemeral-storage': '1Gi'}}
                """));
  }

  private static JsonNode pod(JobStep main, JobStep... before) {
    return FakeCluster.parse(
            JobsTest.manifest(JobsTest.request("build", main, List.of(before)), "its-secret")
                .toString())
        .at("/spec/template/spec");
  }

  @Test
  void isCalledTheSameForTheSameWorkAlone() {
    assertThat(JobRequest.named("laytime-copy", "a", "b"))
        .isEqualTo(JobRequest.named("laytime-copy", "a", "b"))
        .matches("laytime-copy-[0-9a-f]{20}")
        .isNotEqualTo(JobRequest.named("laytime-copy", "ab", ""));
  }
}
