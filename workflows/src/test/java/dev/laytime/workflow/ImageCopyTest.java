package dev.laytime.workflow;

import static dev.laytime.workflow.CopyEnvironment.HOUR;
import static dev.laytime.workflow.CopyEnvironment.SOURCE;
import static dev.laytime.workflow.CopyEnvironment.TARGET;
import static dev.laytime.workflow.CopyEnvironment.order;
import static dev.laytime.workflow.FakeRegistry.DIGEST;
import static dev.laytime.workflow.FakeRegistry.OTHER;
import static dev.laytime.workflow.FakeRegistry.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.workflow.ImageCopy.Accepted;
import dev.laytime.workflow.ImageCopy.Busy;
import dev.laytime.workflow.ImageCopy.Joined;
import dev.laytime.workflow.ImageCopy.Order;
import dev.laytime.workflow.ImageCopy.State;
import dev.laytime.workflow.ImageCopy.Status;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageCopyTest {

  private final CopyEnvironment environment = new CopyEnvironment();
  private final FakeRegistry registry = environment.registry;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void copiesTheDigestThatTheTagNamedWhenItStarted() {
    assertThat(environment.copy().run(order())).isEqualTo(FakeRegistry.result());
    assertThat(registry.resolves).containsExactly(new ResolveRequest(SOURCE, TARGET));
    assertThat(registry.copies)
        .containsExactly(new CopyRequest(SOURCE, DIGEST, TARGET, List.of(), true, false, true));
  }

  @Test
  void copiesAGivenDigestWithoutLookingUpTheTag() {
    environment.copy().run(order("r1", SOURCE, OTHER, HOUR));
    assertThat(registry.resolves).isEmpty();
    assertThat(registry.copies).extracting(CopyRequest::digest).containsExactly(OTHER);
  }

  @Test
  void passesOnPlatformsAndWhetherReferrersAndForeignLayersCome() {
    List<Platform> platforms = List.of(Platform.parse("linux/arm64"));
    environment
        .copy()
        .run(new Order("r1", SOURCE, DIGEST, TARGET, platforms, false, HOUR, null, true));
    assertThat(registry.copies)
        .containsExactly(new CopyRequest(SOURCE, DIGEST, TARGET, platforms, false, true, true));
  }

  @Test
  void passesOnWhatTheTagMayName() {
    ExpectedTag expected = new ExpectedTag(OTHER);
    environment.copy().run(expecting("r1", expected));
    assertThat(registry.copies).extracting(CopyRequest::expected).containsExactly(expected);
  }

  private static Order expecting(String requestId, ExpectedTag expected) {
    return new Order(
        requestId, SOURCE, DIGEST, TARGET, List.of(), true, HOUR, null, false, expected);
  }

  @Test
  void trustsNothingWhereALifeHasSeenThatSomethingIsMissing() {
    environment
        .copy()
        .run(
            new Order(
                "r1",
                SOURCE,
                DIGEST,
                TARGET,
                List.of(),
                true,
                HOUR,
                Reference.parse("r.test/app:1"),
                false));
    assertThat(registry.copies).extracting(CopyRequest::trusting).containsExactly(false);
  }

  @Test
  void triesAgainAfterTroubleThatMayPass() {
    registry.failsResolving(failure(FailureType.UNAVAILABLE, null));
    registry.failsCopying(failure(FailureType.UNAVAILABLE, null));
    assertThat(environment.copy().run(order())).isEqualTo(FakeRegistry.result());
    assertThat(registry.resolves).hasSize(2);
    assertThat(registry.copies).hasSize(2);
  }

  @Test
  void endsAtOnceWithAFinalFailureAndItsProblem() {
    registry.failsCopying(failure(FailureType.NOT_FOUND, null));
    ApplicationFailure failed = fails(order());
    assertThat(failed.getType()).isEqualTo("NOT_FOUND");
    assertThat(failed.getOriginalMessage()).isEqualTo("pull manifest: registry answered NOT_FOUND");
    assertThat(problem(failed))
        .isEqualTo(new Problem("pull manifest", "registry answered NOT_FOUND", "do better", null));
    assertThat(registry.copies).hasSize(1);
  }

  @Test
  void waitsOutALongThrottleAsATimerAndShowsIt() {
    Instant until = environment.now().plus(Duration.ofMinutes(40));
    registry.failsCopying(failure(FailureType.THROTTLED, until));
    ImageCopy copy = environment.copy();
    WorkflowClient.start(copy::run, order());

    environment.temporal.sleep(Duration.ofMinutes(39));
    assertThat(copy.status()).isEqualTo(new Status(State.THROTTLED, DIGEST, until));
    assertThat(registry.copies).hasSize(1);

    environment.temporal.sleep(Duration.ofMinutes(2));
    assertThat(WorkflowStub.fromTyped(copy).getResult(CopyResult.class))
        .isEqualTo(FakeRegistry.result());
    assertThat(registry.copies).hasSize(2);
  }

  @Test
  void waitsOutAThrottleOfTheFirstLookTooHoweverLong() {
    registry.failsResolving(
        failure(FailureType.THROTTLED, environment.now().plus(Duration.ofMinutes(50))));
    assertThat(environment.copy().run(order())).isEqualTo(FakeRegistry.result());
    assertThat(registry.resolves).hasSize(2);
  }

  @Test
  void failsAtOnceWhenAThrottleOutlastsItsPatience() {
    registry.failsCopying(
        failure(FailureType.THROTTLED, environment.now().plus(HOUR).plusSeconds(60)));
    assertThat(fails(order()).getType()).isEqualTo("THROTTLED");
  }

  @Test
  void timesOutWithTheLastCauseWhenTroubleLastsLongerThanItsPatience() {
    registry.failsCopyingAlways(failure(FailureType.UNAVAILABLE, null));
    ApplicationFailure failed = fails(order("r1", SOURCE, null, Duration.ofMinutes(10)));
    assertThat(failed.getType()).isEqualTo("TIMED_OUT");
    assertThat(problem(failed).what())
        .isEqualTo("copy " + SOURCE + " to " + TARGET + " within 10m");
    assertThat(problem(failed).cause()).isEqualTo("registry answered UNAVAILABLE");
    assertThat(registry.copies).as("1, 2, 4 … 60 s apart").hasSizeBetween(12, 18);
  }

  @Test
  void givesASourceThatNeverAnswersFiveMinutes() {
    for (int i = 0; i < 1000; i++) {
      registry.failsResolving(failure(FailureType.UNAVAILABLE, null));
    }
    ApplicationFailure failed = fails(order("r1", SOURCE, null, Duration.ofDays(1)));
    assertThat(failed.getType()).isEqualTo("TIMED_OUT");
    assertThat(problem(failed).what()).isEqualTo("resolve " + SOURCE + " within 5m");
  }

  @Test
  void acceptsTheRequestItWasStartedForHoweverOftenItComes() {
    registry.copiesWaitFor(new CountDownLatch(1));
    assertThat(environment.request(order())).isInstanceOf(Accepted.class);
    assertThat(environment.request(order())).isInstanceOf(Accepted.class);
  }

  @Test
  void joinsWhoAsksForTheSameImage() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    registry.copiesWaitFor(gate);
    environment.request(order());
    registry.copying.await();
    assertThat(environment.request(order("r2", SOURCE, null, HOUR))).isInstanceOf(Joined.class);
    assertThat(environment.request(order("r3", SOURCE, DIGEST, HOUR))).isInstanceOf(Joined.class);
    gate.countDown();
    assertThat(WorkflowStub.fromTyped(environment.existing()).getResult(CopyResult.class))
        .isNotNull();
    assertThat(registry.copies).hasSize(1);
  }

  @Test
  void isBusyForWhoAsksForAnotherImageOrOtherPlatforms() throws InterruptedException {
    registry.copiesWaitFor(new CountDownLatch(1));
    environment.request(order());
    registry.copying.await();
    Busy busy = new Busy(SOURCE, DIGEST);
    assertThat(environment.request(order("r2", SOURCE, OTHER, HOUR))).isEqualTo(busy);
    assertThat(environment.request(order("r3", ImageLocation.parse("alpine:3.21"), null, HOUR)))
        .isEqualTo(busy);
    assertThat(
            environment.request(
                new Order(
                    "r4",
                    SOURCE,
                    null,
                    TARGET,
                    List.of(Platform.parse("linux/arm64")),
                    true,
                    HOUR)))
        .isEqualTo(busy);
    assertThat(environment.request(new Order("r5", SOURCE, null, TARGET, List.of(), false, HOUR)))
        .isEqualTo(busy);
    assertThat(
            environment.request(
                new Order("r6", SOURCE, null, TARGET, List.of(), true, HOUR, null, true)))
        .isEqualTo(busy);
    assertThat(environment.request(expecting("r7", new ExpectedTag(null))))
        .as("it asks what the tag is, and the other did not")
        .isEqualTo(busy);
  }

  @Test
  void isCancelledWhileItCopies() throws InterruptedException {
    registry.copiesWaitFor(new CountDownLatch(1));
    environment.request(order());
    registry.copying.await();
    WorkflowStub stub = WorkflowStub.fromTyped(environment.existing());
    stub.cancel();
    assertThat(
            catchThrowableOfType(
                    WorkflowFailedException.class, () -> stub.getResult(CopyResult.class))
                .getCause())
        .isInstanceOf(CanceledFailure.class);
    assertThat(environment.existing().status().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void canBeFoundByTargetAndStateAndSaysWhatItDoes() {
    environment.copy().run(order());
    var description =
        environment
            .temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(WorkflowIds.copy(TARGET))
            .describe();
    var attributes = description.getTypedSearchAttributes();
    assertThat(attributes.get(SearchAttributes.REGISTRY)).isEqualTo("registry.test");
    assertThat(attributes.get(SearchAttributes.REPOSITORY))
        .isEqualTo("registry.test/mirror/alpine");
    assertThat(attributes.get(SearchAttributes.STATE)).isEqualTo("COPIED");
    assertThat(details())
        .startsWith("**COPIED** `%s` → `%s`".formatted(order().source(), TARGET))
        .contains("digest `" + DIGEST + "`");
    assertThat(
            environment
                .temporal
                .getWorkflowClient()
                .fetchHistory(WorkflowIds.copy(TARGET))
                .getEvents()
                .stream()
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                .map(event -> summary(event)))
        .containsExactly(
            "resolve " + order().source(), "copy %s to %s".formatted(order().source(), TARGET));
  }

  private String details() {
    return environment
        .temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.copy(TARGET))
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private static String summary(HistoryEvent event) {
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
        event.getUserMetadata().getSummary(), String.class, String.class);
  }

  private ApplicationFailure fails(Order order) {
    ImageCopy copy = environment.copy();
    Throwable cause =
        catchThrowableOfType(WorkflowFailedException.class, () -> copy.run(order)).getCause();
    assertThat(copy.status().state()).isEqualTo(State.FAILED);
    return (ApplicationFailure) Objects.requireNonNull(cause);
  }

  private static Problem problem(ApplicationFailure failure) {
    return Objects.requireNonNull(failure.getDetails().get(Problem.class));
  }
}
