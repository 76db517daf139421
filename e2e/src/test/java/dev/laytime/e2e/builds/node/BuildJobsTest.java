package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activities.build.job.JobBuilder;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildStrategy;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.harness.Await;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kaniko and BuildKit in Jobs of a real node. */
@ExtendWith(OneYard.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
final class BuildJobsTest {

  private static final Duration SOON = Duration.ofMinutes(5);

  /** It looks for whatever it must not find, and says what it found; its text is not its result. */
  private static final String LOOK =
      """
      RUN echo "looked at $((40 + 2))" >/looked; cat /looked; env; \
          find / -xdev '(' -name 'config.json' -o -name token -o -name '*.dockerconfigjson' ')' \
          -exec cat {} ';' ; cat /proc/1/root/run/laytime/login/config.json /run/laytime/*/* \
          /kaniko/.docker/config.json /var/run/secrets/kubernetes.io/serviceaccount/token ; true
      """;

  private static final String LOOKED = "looked at 42";

  private static final String ALONE =
      """
      FROM BASES/base:1
      ARG VERSION
      RUN echo "version $VERSION" >/version
      LOOK\
      COPY hello.txt /hello.txt
      ENTRYPOINT ["/bin/sh", "-c", "cat /version /hello.txt"]
      """
          .replace("LOOK", LOOK);

  /** Nothing is run for a platform that this machine has not. */
  private static final String PLAIN =
      """
      FROM BASES/base:1
      COPY hello.txt /hello.txt
      ENTRYPOINT ["/bin/sh", "-c", "cat /hello.txt"]
      """;

  private static final String CROSS =
      """
      FROM --platform=$BUILDPLATFORM BASES/base:1 AS made
      LOOK\
      FROM BASES/base:1
      COPY --from=made /looked /looked
      COPY hello.txt /hello.txt
      ENTRYPOINT ["/bin/sh", "-c", "cat /looked /hello.txt"]
      """
          .replace("LOOK", LOOK);

  /** A program looks into all others that it sees, and into what they were started with. */
  private static final String PRIVATE =
      """
      FROM PRIVATE/dev/shop/base:1
      LOOK\
      RUN for each in /proc/[0-9]*; do \
          cat $each/root/run/laytime/bases/config.json $each/environ $each/cwd/config.json \
          | tr '\\0' '\\n' ; done; true
      COPY hello.txt /hello.txt
      """
          .replace("LOOK", LOOK);

  private static Yard yard;
  private static KubernetesClient client;

  @BeforeAll
  static void start(Yard shared) {
    yard = shared;
    client = yard.cluster().client();
    yard.namespace("baseline", "baseline");
    yard.namespace("rootless", "privileged");
    yard.namespace("rooted", "privileged");
    for (String namespace : List.of("baseline", "rootless", "rooted")) {
      yard.login(namespace, "bases", Yard.NODE);
    }
    new Crane(yard.workspace())
        .run("copy", yard.open().image("base:1"), yard.content().image("dev/shop/base:1"))
        .orThrow();
  }

  @ParameterizedTest
  @CsvSource({"KANIKO, baseline, Using caching version of cmd", "BUILDKIT, rootless, CACHED"})
  void buildAnImageThatTheNodeStartsAndAnotherOfLayersThatAreThere(
      BuildStrategy strategy, String namespace, String reused) {
    Wanted wanted = Wanted.of(strategy, ALONE).keptIn(yard.cache(namespace));
    BuildRequest first = wanted.in(yard);
    BuildRequest second = wanted.saying("hello again").in(yard);
    JobBuilder builder = yard.builder(namespace);

    Digest digest = Failures.built(builder, first);

    assertThat(Failures.built(builder, first)).as("the same Job").isEqualTo(digest);
    assertThat(said(namespace, first))
        .contains(LOOKED)
        .doesNotContain(reused)
        .doesNotContain(Yard.secrets());

    digest = Failures.built(yard.quick(namespace), second);

    assertThat(said(namespace, second))
        .contains(reused)
        .doesNotContain(LOOKED)
        .doesNotContain(Yard.secrets());
    assertThat(started(namespace, digest)).contains("version 1.2", "hello again");
  }

  @ParameterizedTest
  @CsvSource({"KANIKO, baseline", "BUILDKIT, rooted"})
  void buildForTwoPlatformsAtOnce(BuildStrategy strategy, String namespace) {
    boolean kaniko = strategy == BuildStrategy.KANIKO;
    BuildRequest request =
        Wanted.of(strategy, kaniko ? PLAIN : CROSS)
            .on(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"))
            .in(yard);

    Digest digest =
        Failures.built(kaniko ? yard.quick(namespace) : yard.rooted(namespace), request);

    assertThat(new Pushed(yard.content(), yard.workshop("app")).platforms(digest))
        .isEqualTo(Map.of("linux/amd64", "linux/amd64", "linux/arm64", "linux/arm64"));
    String said = started(namespace, digest);
    assertThat(said).contains("hello");
    if (!kaniko) {
      assertThat(said).contains(LOOKED);
      assertThat(said(namespace, request)).contains(LOOKED).doesNotContain(Yard.secrets());
    }
  }

  /** Neither its client's files nor its client's environment; and it was reached by that login. */
  @ParameterizedTest
  @ValueSource(strings = {"rootless", "rooted"})
  void buildOnAPrivateBaseByALoginThatNoProgramCanRead(String namespace) {
    Wanted wanted = Wanted.of(BuildStrategy.BUILDKIT, PRIVATE);
    JobBuilder builder =
        namespace.equals("rooted") ? yard.rooted(namespace) : yard.quick(namespace);

    BuildRequest request = wanted.pulling("bases").in(yard);
    var _ = Failures.built(builder, request);

    assertThat(said(namespace, request)).contains(LOOKED).doesNotContain(Yard.secrets());
  }

  @Test
  void buildOnAPrivateBaseWithKanikoToo() {
    BuildRequest request =
        Wanted.of(BuildStrategy.KANIKO, "FROM PRIVATE/dev/shop/base:1\nCOPY hello.txt /hello.txt")
            .pulling("bases")
            .in(yard);

    var _ = Failures.built(yard.quick("baseline"), request);

    assertThat(said("baseline", request)).doesNotContain(Yard.secrets());
  }

  @Test
  void endWithTheirWorkflow() {
    BuildRequest request =
        Wanted.of(BuildStrategy.KANIKO, "FROM BASES/base:1\nRUN sleep 900").in(yard);
    JobBuilder builder = yard.quick("baseline");
    Thread running =
        Thread.ofVirtual()
            .start(() -> {
              var _ = catchThrowable(() -> builder.build(request, () -> {}));
            });
    Await.until("the Job is there", SOON, () -> job("baseline", request) != null);

    running.interrupt();
    builder.callOff(request);

    Await.until("the Job has gone", SOON, () -> job("baseline", request) == null);
  }

  /** What all steps of its Jobs said. */
  private static String said(String namespace, BuildRequest request) {
    return yard.node().logs(namespace, request.id().objectName());
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
  private static String started(String namespace, Digest digest) {
    String name = "runs-" + digest.hex().substring(0, 12);
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewImagePullSecret("push")
                .addNewContainer()
                .withName("runs")
                .withImage(yard.pulled("app", digest))
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
                        .withName(name)
                        .get()
                        .getStatus()
                        .getPhase()));
    return yard.node().logs(namespace, name);
  }
}
