package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which worker is started, by a program that writes down its command line. */
class AsImageOperatorTest {

  private static final String ADAPTER = "--laytime.adapters.image-operator.";

  @TempDir private Path directory;
  private final Captured captured = Captured.files();

  @BeforeEach
  void install() throws IOException {
    Files.createFile(directory.resolve("worker.jar"));
    Path java = directory.resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\" >started\nexit 3\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-operator", "skopeo-operator"})
  void startsATeamsWorkerUnderEitherName(String name) throws IOException {
    assertThat(run(Map.of(), name)).isEqualTo(1);

    assertThat(captured.err()).contains("it ended with status 3");
    assertThat(started())
        .contains(ADAPTER + "namespace=image-operator")
        .doesNotContain("--embedded");
  }

  @Test
  void takesTheFlagsOfItsDeployment() throws IOException {
    run(
        Map.of(),
        "image-operator",
        "--metrics-secure=false",
        "--metrics-bind-address=:8080",
        "--health-probe-bind-address",
        ":8081",
        "-leader-elect",
        "--enable-http2=true",
        "--zap-devel",
        "--zap-encoder=json",
        "--zap-log-level=debug",
        "-kubeconfig=config");

    assertThat(started())
        .contains(
            ADAPTER + "kubeconfig=" + directory.resolve("config"),
            "--logging.level.dev.laytime=debug");
    assertThat(captured.err()).contains("some of these flags have no effect");
  }

  @Test
  void takesItsEnvironment() throws IOException {
    run(
        Map.of(
            "DISABLE_SRC_TLS_VERIFICATION", "true",
            "DISABLE_DEST_TLS_VERIFICATION", "TRUE",
            "FEATURE_COPY_ON_THE_FLY_ENABLED", "true",
            "FEATURE_COPY_ON_THE_FLY_NAMESPACES_ALLOWED", "team-a, team-b",
            "DESTINATION_DEFAULT_REGISTRY", "reg.example.com/mirror",
            "FEATURE_DOCKERHUB_RATE_LIMIT_ENABLED", "true",
            "FEATURE_DOCKERHUB_RATE_LIMIT_FREQUENCY_SECOND", "90"),
        "image-operator");

    assertThat(started())
        .filteredOn(option -> option.startsWith("--laytime.adapters"))
        .containsExactly(
            ADAPTER + "namespace=image-operator",
            ADAPTER + "source-insecure=true",
            ADAPTER + "copy-on-the-fly.registry=reg.example.com/mirror",
            ADAPTER + "copy-on-the-fly.namespaces[0]=team-a",
            ADAPTER + "copy-on-the-fly.namespaces[1]=team-b",
            ADAPTER + "quota-every=90s");
  }

  @Test
  void takesWhatItsReadmeCallsOtherwise() throws IOException {
    run(
        Map.of("FEATURE_COPY_ON_THE_FLY", "true", "DESTINATION_DEFAULT_REGISTRY", "r.test"),
        "image-operator");

    assertThat(started()).contains(ADAPTER + "copy-on-the-fly.registry=r.test");
  }

  /** Whoever may list processes would see it. */
  @Test
  void writesNoPasswordOnACommandLine() throws IOException {
    run(
        Map.of(
            "CREDS_SOURCE_USERNAME", "someone",
            "CREDS_SOURCE_PASSWORD", "canary",
            "CREDS_DESTINATION_USERNAME", "other",
            "CREDS_DESTINATION_PASSWORD", "canary"),
        "image-operator");

    assertThat(String.join("\n", started()) + captured.err()).doesNotContain("canary");
  }

  @Test
  void saysWhatIsNotServed() {
    run(
        Map.of(
            "GRAPHQL_API_ENABLED", "true",
            "BUILDAH_VERSION", "v1.37.5",
            "SKOPEO_VERSION", "v1.16.1",
            "FEATURE_COPY_ON_THE_FLY_ENABLED", "true"),
        "image-operator");

    assertThat(captured.err())
        .contains("the GraphQL API and its pages are not served")
        .contains("objects of kind ImageBuilder are built as adapters.image-operator.builders says")
        .contains("SKOPEO_VERSION: not used")
        .contains("copy on the fly is off: it needs DESTINATION_DEFAULT_REGISTRY");
  }

  @Test
  void copiesInJobsWhereSomebodyInsists() throws IOException {
    run(
        Map.of(
            "LAYTIME_COMPAT_ISOLATION", "job",
            "PULL_JOB_NAMESPACE", "pulls",
            "JOB_DELETION_DELAY_SECONDS", "90",
            "SKOPEO_IMAGE", "registry.test/laytime",
            "SKOPEO_VERSION", "0.1.0"),
        "image-operator");

    assertThat(started())
        .contains(
            ADAPTER + "isolation=job",
            ADAPTER + "jobs.namespace=pulls",
            ADAPTER + "jobs.delete-after=90s",
            ADAPTER + "jobs.image=registry.test/laytime:0.1.0");
    assertThat(captured.err()).doesNotContain("note:");
  }

  /** As the chart of image-operator sets it. */
  @Test
  void runsNoSkopeo() throws IOException {
    run(
        Map.of(
            "LAYTIME_COMPAT_ISOLATION", "job",
            "JOB_DELETION_DELAY_SECONDS", "soon",
            "SKOPEO_IMAGE", "quay.io/containers/skopeo",
            "SKOPEO_VERSION", "v1.16.1"),
        "image-operator");

    assertThat(String.join("\n", started())).contains("isolation=job").doesNotContain(".jobs.");
    assertThat(captured.err()).contains("SKOPEO_IMAGE: not used: Jobs run Laytime's own image");
  }

  @Test
  void needsNoJobsOtherwise() throws IOException {
    run(Map.of("PULL_JOB_NAMESPACE", "pulls", "SKOPEO_IMAGE", "r.test/laytime"), "image-operator");

    assertThat(String.join("\n", started())).doesNotContain("isolation", ".jobs.");
    assertThat(captured.err())
        .contains("PULL_JOB_NAMESPACE, SKOPEO_IMAGE: not used, as copies need no Jobs");
  }

  @Test
  void tellsWhereTheIdentityOfAwsIsToBeAskedFor() throws IOException {
    run(Map.of("DESTINATION_DEFAULT_AWS_IRSA_USAGE", "true"), "image-operator");

    assertThat(captured.err())
        .contains("DESTINATION_DEFAULT_AWS_IRSA_USAGE: the worker logs in to ECR where its")
        .contains("set registries[].login: ecr for each host of ECR");
  }

  @Test
  void saysNothingOfAnIdentityThatIsNotAskedFor() throws IOException {
    run(Map.of("DESTINATION_DEFAULT_AWS_IRSA_USAGE", "false"), "image-operator");

    assertThat(captured.err()).doesNotContain("IRSA");
  }

  @Test
  void refusesToFollowNothing() {
    assertThat(run(Map.of("AVOID_OPERATOR", "true"), "image-operator")).isEqualTo(2);
    assertThat(captured.err()).contains("unset AVOID_OPERATOR");
  }

  private List<String> started() throws IOException {
    return StandInProcess.started(directory);
  }

  private int run(Map<String, String> environment, String... line) {
    List<String> words = new ArrayList<>(List.of("as"));
    words.addAll(List.of(line));
    return StandInProcess.run(environment, directory, captured, words);
  }
}
