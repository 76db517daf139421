package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activities.build.job.JobBuilder;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.e2e.harness.Await;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kaniko and BuildKit in Jobs of a real node. */
@ExtendWith(OneYard.class)
@Execution(ExecutionMode.CONCURRENT)
final class BuildJobsTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final BuildResources USUAL = new BuildResources("10m", "1Gi", "2Gi");

  /** It looks for whatever it must not find, and says what it found. */
  private static final String DOCKERFILE =
      """
      FROM BASES/base:1
      ARG VERSION
      COPY hello.txt /hello.txt
      RUN cat /hello.txt && echo "version $VERSION" >/version
      RUN env; find / -xdev '(' -name 'config.json' -o -name token -o -name '*.dockerconfigjson' ')' \
          -exec cat {} ';' ; cat /proc/1/root/run/laytime/login/config.json /run/laytime/*/* \
          /kaniko/.docker/config.json /var/run/secrets/kubernetes.io/serviceaccount/token ; true
      ENTRYPOINT ["/bin/sh", "-c", "cat /version /hello.txt"]
      """;

  private static Yard yard;
  private static KubernetesClient client;

  @BeforeAll
  static void start(Yard shared) {
    yard = shared;
    client = yard.cluster().client();
    yard.namespace("baseline", "baseline");
    yard.namespace("rootless", "privileged");
    yard.namespace("rooted", "privileged");
  }

  @ParameterizedTest
  @CsvSource({"KANIKO, baseline, true", "BUILDKIT, rootless, true", "BUILDKIT, rooted, false"})
  void buildAnImageThatTheNodePullsAndStartsAndFindNoLogin(
      BuildStrategy strategy, String namespace, boolean rootless) {
    BuildRequest request = request(strategy, DOCKERFILE, USUAL, Duration.ofMinutes(10));
    JobBuilder builder = rootless ? yard.builder(namespace) : yard.rooted(namespace);

    Digest digest = built(builder, request);

    assertThat(builder.build(request, () -> {})).as("the same Job").isEqualTo(digest);
    String said = started(namespace, yard.pulled("app", digest));
    assertThat(said).contains("version 1.2", "hello");
    assertThat(yard.node().logs(namespace, request.id().objectName()))
        .contains("hello")
        .doesNotContain(Yard.PUSHER.forms().toArray(CharSequence[]::new));
  }

  @Test
  void leaveTheirJobToTheNextWorker() throws InterruptedException {
    BuildRequest request =
        request(
            BuildStrategy.KANIKO,
            "FROM BASES/base:1\nRUN sleep 20; date >/built",
            USUAL,
            Duration.ofMinutes(10));
    Thread killed = begun(request);
    Await.until("the Job is there", SOON, () -> job("baseline", request) != null);
    killed.interrupt();
    killed.join();
    String uid = job("baseline", request).getMetadata().getUid();

    Digest digest = yard.builder("baseline").build(request, () -> {});

    assertThat(digest.algorithm()).isEqualTo("sha256");
    assertThat(job("baseline", request).getMetadata().getUid()).isEqualTo(uid);
  }

  @Test
  void endWithTheirWorkflow() {
    BuildRequest request =
        request(
            BuildStrategy.KANIKO,
            "FROM BASES/base:1\nRUN sleep 900",
            USUAL,
            Duration.ofMinutes(20));
    Thread running = begun(request);
    Await.until("the Job is there", SOON, () -> job("baseline", request) != null);

    running.interrupt();
    yard.builder("baseline").callOff(request);

    Await.until("the Job has gone", SOON, () -> job("baseline", request) == null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN echo 'main.c:1: error' && false | 1Gi | 10m | USER_ERROR | main.c:1: error",
        "RUN no-such-program | 1Gi | 10m | USER_ERROR | no-such-program",
        "RUN tail /dev/zero | 192Mi | 10m | OUT_OF_MEMORY | ",
        "RUN sleep 900 | 1Gi | 75s | TIMEOUT | ",
        "COPY --from=127.0.0.1:1/nobody:1 /x /x | 1Gi | 10m | INFRASTRUCTURE | refused",
      })
  void tellWhoIsAtFault(
      String line, String memory, String timeout, BuildFailureKind kind, String log) {
    BuildRequest request =
        request(
            BuildStrategy.KANIKO,
            "FROM BASES/base:1\n" + line,
            new BuildResources("10m", memory, "2Gi"),
            timeout.endsWith("s") ? Duration.ofSeconds(75) : Duration.ofMinutes(10));

    BuildFailure failure = failure("baseline", request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.log()).contains(log == null ? "" : log);
  }

  @Test
  void knowThatTheirOwnImageIsNotThere() {
    BuildRequest request =
        request(BuildStrategy.KANIKO, "FROM BASES/base:1", USUAL, Duration.ofMinutes(10));

    Throwable thrown =
        catchThrowable(() -> yard.builder("baseline", yard.missing()).build(request, () -> {}));

    assertThat(failure(thrown).kind()).isEqualTo(BuildFailureKind.IMAGE_PULL);
  }

  @Test
  void knowThatThereIsNoRoom() {
    yard.namespace("full", "baseline");
    client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .withNamespace("full")
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("0"))
                .endSpec()
                .build())
        .create();
    BuildRequest request =
        request(BuildStrategy.KANIKO, "FROM BASES/base:1", USUAL, Duration.ofMinutes(10));

    assertThat(failure("full", request).kind()).isEqualTo(BuildFailureKind.QUOTA);
  }

  @Test
  void knowThatTheirPodWasTakenAway() {
    BuildRequest request =
        request(
            BuildStrategy.KANIKO,
            "FROM BASES/base:1\nRUN sleep 901",
            USUAL,
            Duration.ofMinutes(20));
    Thread.ofVirtual()
        .start(() -> {
          Await.until("its Pod is there", SOON, () -> !pods(request).isEmpty());
          pods(request)
              .forEach(pod -> client.pods().inNamespace("baseline").withName(pod).delete());
        });

    assertThat(failure("baseline", request).kind()).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
  }

  private static Thread begun(BuildRequest request) {
    return Thread.ofVirtual()
        .start(() -> {
          var _ = catchThrowable(() -> yard.builder("baseline").build(request, () -> {}));
        });
  }

  private static List<String> pods(BuildRequest request) {
    return client
        .pods()
        .inNamespace("baseline")
        .withLabel("job-name", request.id().objectName())
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private static Digest built(JobBuilder builder, BuildRequest request) {
    try {
      return builder.build(request, () -> {});
    } catch (RuntimeException e) {
      throw new AssertionError(failure(e).toString(), e);
    }
  }

  private static BuildFailure failure(String namespace, BuildRequest request) {
    return failure(catchThrowable(() -> yard.builder(namespace).build(request, () -> {})));
  }

  private static BuildFailure failure(Throwable thrown) {
    return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
        .filter(BuildException.class::isInstance)
        .map(known -> ((BuildException) known).failure())
        .findFirst()
        .orElseThrow(() -> new AssertionError("It is not known why", thrown));
  }

  private static Job job(String namespace, BuildRequest request) {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withName(request.id().objectName())
        .get();
  }

  /** What an image says that a Pod runs. */
  private static String started(String namespace, String image) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("runs")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewImagePullSecret("push")
                .addNewContainer()
                .withName("runs")
                .withImage(image)
                .endContainer()
                .endSpec()
                .build())
        .create();
    Await.until(
        "it has run",
        SOON,
        () ->
            "Succeeded"
                .equals(
                    client
                        .pods()
                        .inNamespace(namespace)
                        .withName("runs")
                        .get()
                        .getStatus()
                        .getPhase()));
    return yard.node().logs(namespace, "runs");
  }

  private static BuildRequest request(
      BuildStrategy strategy, String dockerfile, BuildResources resources, Duration timeout) {
    String commit =
        yard.commit(
            Map.of(
                "Dockerfile", dockerfile.replace("BASES", yard.bases()), "hello.txt", "hello\n"));
    BuildRecipe recipe =
        new BuildRecipe(
            strategy,
            "",
            "Dockerfile",
            null,
            Map.of("VERSION", "{tag}"),
            List.of(Platform.parse("linux/amd64")),
            resources,
            List.of(),
            null,
            List.of(),
            timeout);
    Reference image = Reference.parse("stage.test/app:1.2");
    GitCommit id = new GitCommit(commit);
    return new BuildRequest(
        new BuildRule(
            "app",
            new BuildImages(List.of("stage.test/**"), List.of()),
            new GitRepository("https://git.test/app.git", null),
            List.of(new RefMapping.ToTag("v{tag}")),
            new AllowedRefs(List.of("v*"), List.of("main")),
            recipe,
            BuildLimits.NOBODY,
            false,
            AfterBuild.NOTHING),
        image,
        new ResolvedRef("refs/heads/main", id),
        BuildId.of(image, id, strategy),
        yard.workshop("app"));
  }
}
