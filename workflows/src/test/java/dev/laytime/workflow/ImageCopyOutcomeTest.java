package dev.laytime.workflow;

import static dev.laytime.workflow.CopyEnvironment.HOUR;
import static dev.laytime.workflow.CopyEnvironment.SOURCE;
import static dev.laytime.workflow.CopyEnvironment.TARGET;
import static dev.laytime.workflow.CopyEnvironment.order;
import static dev.laytime.workflow.FakeRegistry.DIGEST;
import static dev.laytime.workflow.FakeRegistry.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.OutcomeNotice;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.workflow.ImageCopy.Busy;
import dev.laytime.workflow.ImageCopy.Joined;
import dev.laytime.workflow.ImageCopy.Order;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever waits for a copy is told how it ended. */
class ImageCopyOutcomeTest {

  private static final Reference LIFE = Reference.parse("registry.test/mirror/alpine:3.20");
  private static final Reference OTHER_LIFE =
      Reference.parse("registry.test/mirror/alpine@" + DIGEST);

  private final CopyEnvironment environment = new CopyEnvironment();

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void tellsTheLifeThatOrderedIt() {
    environment.copy().run(orderOf("r1", LIFE, null));
    assertThat(told())
        .containsExactly(
            new OutcomeNotice(WorkflowIds.life(LIFE), LIFE, Outcome.copied("r1", DIGEST.value())));
  }

  @Test
  void tellsNobodyWhereNoLifeWaits() {
    environment.copy().run(order());
    assertThat(told()).isEmpty();
  }

  @Test
  void tellsEveryLifeThatJoinedOnceAndNoneThatHadToWait() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    environment.registry.copiesWaitFor(gate);
    environment.request(order());
    environment.registry.copying.await();
    assertThat(environment.request(orderOf("r2", LIFE, null))).isInstanceOf(Joined.class);
    assertThat(environment.request(orderOf("r2", LIFE, null))).isInstanceOf(Joined.class);
    assertThat(environment.request(orderOf("r3", OTHER_LIFE, DIGEST))).isInstanceOf(Joined.class);
    assertThat(environment.request(orderOf("r4", LIFE, FakeRegistry.OTHER)))
        .isInstanceOf(Busy.class);
    gate.countDown();
    WorkflowStub.fromTyped(environment.existing()).getResult(CopyResult.class);
    assertThat(told())
        .extracting(notice -> notice.outcome().requestId())
        .containsExactly("r2", "r3");
  }

  @Test
  void tellsTheCauseOfAFailureAndWhenToComeBack() {
    Instant until = environment.now().plus(HOUR).plusSeconds(60);
    environment.registry.failsCopying(failure(FailureType.THROTTLED, until));
    assertThat(catchThrowable(() -> environment.copy().run(orderOf("r1", LIFE, null))))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(told())
        .extracting(OutcomeNotice::outcome)
        .containsExactly(
            Outcome.copyFailed(
                "r1", "pull manifest: registry answered THROTTLED", until.toString()));
  }

  @Test
  void tellsWhatItMustNotBring() {
    ApplicationFailure forbidden = failure(FailureType.FORBIDDEN_IMAGE, null);
    forbidden.setNonRetryable(true);
    environment.registry.failsCopying(forbidden);
    assertThat(catchThrowable(() -> environment.copy().run(orderOf("r1", LIFE, null))))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(told())
        .extracting(OutcomeNotice::outcome)
        .containsExactly(
            Outcome.copyForbidden("r1", DIGEST.value(), "registry answered FORBIDDEN_IMAGE"));
  }

  @Test
  void tellsThatItWasCancelled() throws InterruptedException {
    environment.registry.copiesWaitFor(new CountDownLatch(1));
    environment.request(orderOf("r1", LIFE, null));
    environment.registry.copying.await();
    WorkflowStub stub = WorkflowStub.fromTyped(environment.existing());
    stub.cancel();
    assertThat(catchThrowable(() -> stub.getResult(CopyResult.class)))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(told())
        .extracting(OutcomeNotice::outcome)
        .containsExactly(Outcome.copyFailed("r1", "the copy was cancelled", null));
  }

  @Test
  void endsAsItDidAlthoughNobodyCanBeTold() {
    environment.messages.fails = true;
    assertThat(environment.copy().run(orderOf("r1", LIFE, null))).isEqualTo(FakeRegistry.result());
  }

  private static Order orderOf(String requestId, Reference life, @Nullable Digest digest) {
    return new Order(requestId, SOURCE, digest, TARGET, List.of(), true, HOUR, life, false);
  }

  private List<OutcomeNotice> told() {
    return environment.messages.outcomes;
  }
}
