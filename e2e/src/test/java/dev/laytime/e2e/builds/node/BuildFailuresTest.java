package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activities.build.job.JobBuilder;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildStrategy;
import dev.laytime.e2e.harness.Await;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builders in Jobs of a real node that come to nothing. */
@ExtendWith(OneYard.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
final class BuildFailuresTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final String NAMESPACE = "failing";
  private static final String FULL = "full";

  /** Of a Dockerfile that never comes to its end. */
  private static final String SLEEP = "FROM BASES/base:1\nRUN sleep 900";

  private static Yard yard;
  private static KubernetesClient client;

  @BeforeAll
  static void start(Yard shared) {
    yard = shared;
    client = yard.cluster().client();
    yard.namespace(NAMESPACE, "privileged");
    yard.namespace(FULL, "baseline");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KANIKO | RUN echo 'main.c:1: error' && no-such-program | 1Gi | 600 | USER_ERROR |"
            + " main.c:1: error",
        "KANIKO | RUN tail /dev/zero | 192Mi | 600 | OUT_OF_MEMORY | ",
        "KANIKO | RUN echo it waits; sleep 900 | 1Gi | 45 | TIMEOUT | it waits",
        "KANIKO | COPY --from=127.0.0.1:1/nobody:1 /x /x | 1Gi | 600 | INFRASTRUCTURE | refused",
        "KANIKO | COPY --from=PRIVATE/dev/shop/base:1 /bin/sh /x | 1Gi | 600 | USER_ERROR |"
            + " 401 Unauthorized",
        "BUILDKIT | RUN echo 'main.c:1: error' && false | 1Gi | 600 | USER_ERROR | main.c:1: error",
        "BUILDKIT | RUN tail /dev/zero | 256Mi | 600 | OUT_OF_MEMORY | ",
        "BUILDKIT | RUN echo it waits; sleep 900 | 1Gi | 45 | TIMEOUT | it waits",
      })
  void tellWhoIsAtFault(
      BuildStrategy strategy,
      String line,
      String memory,
      int seconds,
      BuildFailureKind kind,
      String log) {
    BuildRequest request =
        Wanted.of(strategy, "FROM BASES/base:1\n" + line)
            .within(memory, Duration.ofSeconds(seconds))
            .in(yard);

    BuildFailure failure = failure(yard.quick(NAMESPACE), request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
    assertThat(failure.log()).contains(log == null ? "" : log);
  }

  @Test
  void knowThatTheirOwnImageIsNotThere() {
    BuildRequest request = Wanted.of(BuildStrategy.KANIKO, "FROM BASES/base:1").in(yard);

    BuildFailure failure = failure(yard.hurried(NAMESPACE, yard.missing()), request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(BuildFailureKind.IMAGE_PULL);
  }

  @Test
  void knowThatThereIsNoRoom() {
    client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .withNamespace(FULL)
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("0"))
                .endSpec()
                .build())
        .create();
    BuildRequest request = Wanted.of(BuildStrategy.KANIKO, "FROM BASES/base:1").in(yard);

    BuildFailure failure = failure(yard.hurried(FULL, yard.kaniko()), request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(BuildFailureKind.QUOTA);
  }

  @Test
  void knowThatASecretIsNotThereAndGoOnOnceItIs() {
    Wanted wanted =
        Wanted.of(BuildStrategy.KANIKO, "FROM BASES/base:1\nCOPY hello.txt /hello.txt")
            .pulling("forgotten");
    BuildRequest request = wanted.in(yard);

    BuildFailure failure = failure(yard.hurried(NAMESPACE, yard.kaniko()), request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(failure.said()).contains("cannot be mounted", "\"forgotten\"");
    yard.login(NAMESPACE, "forgotten", Yard.NODE);
    assertThat(Failures.built(yard.quick(NAMESPACE), again(request))).isNotNull();
  }

  @Test
  void knowThatNoNodeIsLargeEnough() {
    BuildRequest request =
        Wanted.of(BuildStrategy.KANIKO, "FROM BASES/base:1")
            .with(new BuildResources("2k", "1Gi", "2Gi"))
            .in(yard);

    BuildFailure failure = failure(yard.atOnce(NAMESPACE), request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(failure.said()).contains("no node takes it", "Insufficient cpu");
  }

  @Test
  void knowThatTheyFilledMoreThanTheyMay() {
    BuildRequest request =
        Wanted.of(
                BuildStrategy.KANIKO,
                "FROM BASES/base:1\nRUN dd if=/dev/zero of=/large bs=1M count=200; sleep 900")
            .with(new BuildResources("10m", "1Gi", "64Mi"))
            .in(yard);

    BuildFailure failure = failure(yard.quick(NAMESPACE), request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(BuildFailureKind.OUT_OF_DISK);
  }

  /** The same order, tried once more. */
  private static BuildRequest again(BuildRequest request) {
    return new BuildRequest(
        request.rule(),
        request.image(),
        request.source(),
        request.id(),
        request.to(),
        request.attempt() + 1);
  }

  @Test
  void knowThatTheirPodWasTakenAway() {
    BuildRequest request = Wanted.of(BuildStrategy.KANIKO, SLEEP).in(yard);
    Thread.ofVirtual()
        .start(() -> {
          Await.until("its Pod is there", SOON, () -> !pods(request).isEmpty());
          pods(request).forEach(pod -> client.pods().inNamespace(NAMESPACE).withName(pod).delete());
        });

    BuildFailure failure = failure(yard.quick(NAMESPACE), request);

    assertThat(failure.kind()).as(failure.toString()).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
  }

  private static List<String> pods(BuildRequest request) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("job-name", request.id().objectName())
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private static BuildFailure failure(JobBuilder builder, BuildRequest request) {
    Throwable thrown = catchThrowable(() -> builder.build(request, () -> {}));
    return Failures.of(thrown).orElseThrow(() -> new AssertionError("It is not known why", thrown));
  }
}
