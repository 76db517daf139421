package dev.laytime.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What signs a mirrored image is looked for at its source before it is promoted. */
class LateReferrersTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final Reference IMAGE = Reference.parse("reg.test/dev/app:1");
  private static final Reference SOURCE = Reference.parse("docker.io/library/app:1");
  private static final ImageLocation COPY = new ImageLocation.InRegistry(IMAGE.withDigest(DIGEST));

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final List<ImageCopy.Order> ordered = new CopyOnWriteArrayList<>();
  private volatile Ending ending = Ending.WELL;
  private volatile Duration passed = Duration.ZERO;
  private Optional<Reference> mirroredFrom = Optional.of(SOURCE);
  private final LateReferrers referrers =
      new LateReferrers(
          (image, digest) ->
              image.equals(IMAGE) && digest.equals(DIGEST) ? mirroredFrom : Optional.empty(),
          temporal.getWorkflowClient(),
          () -> Instant.now().plus(passed));

  private enum Ending {
    WELL,
    BADLY,
    NEVER
  }

  @BeforeEach
  void start() {
    temporal
        .newWorker(TaskQueues.LAYTIME)
        .registerWorkflowImplementationFactory(ImageCopy.class, Copy::new);
    temporal.start();
  }

  @AfterEach
  void end() {
    temporal.close();
  }

  @Test
  void areBroughtByDigestBeforeAnythingElse() {
    assertThatThrownBy(() -> seek(PromotionOrder.Kind.PROMOTE))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("docker.io/library/app:1 is asked for signatures");
    copied();
    assertThat(ordered)
        .singleElement()
        .satisfies(order -> {
          assertThat(order.source()).isEqualTo(new ImageLocation.InRegistry(SOURCE));
          assertThat(order.digest()).isEqualTo(DIGEST);
          assertThat(order.target()).isEqualTo(COPY);
          assertThat(order.target().tag()).as("no tag is written").isNull();
          assertThat(order.referrers()).isTrue();
          assertThat(order.life()).isNull();
        });
    assertThatCode(() -> seek(PromotionOrder.Kind.PROMOTE)).doesNotThrowAnyException();
    assertThat(ordered).hasSize(1);
  }

  @Test
  void areLookedForAgainAfterSomeMinutes() {
    assertThatThrownBy(() -> seek(PromotionOrder.Kind.PROMOTE)).isInstanceOf(BusyException.class);
    copied();
    passed = LateReferrers.RECENT.plusSeconds(60);
    assertThatThrownBy(() -> seek(PromotionOrder.Kind.PROMOTE)).isInstanceOf(BusyException.class);
    copied();
    assertThat(ordered).hasSize(2);
  }

  @Test
  void keepNothingWhereTheSourceRefuses() {
    ending = Ending.BADLY;
    assertThatThrownBy(() -> seek(PromotionOrder.Kind.PROMOTE)).isInstanceOf(BusyException.class);
    assertThatThrownBy(this::copied).isInstanceOf(WorkflowFailedException.class);
    assertThatCode(() -> seek(PromotionOrder.Kind.PROMOTE)).doesNotThrowAnyException();
  }

  @Test
  void keepNothingForLongWhereTheSourceDoesNotAnswer() {
    ending = Ending.NEVER;
    assertThatThrownBy(() -> seek(PromotionOrder.Kind.PROMOTE)).isInstanceOf(BusyException.class);
    assertThatThrownBy(() -> seek(PromotionOrder.Kind.PROMOTE)).isInstanceOf(BusyException.class);
    passed = LateReferrers.PATIENCE.plusSeconds(1);
    assertThatCode(() -> seek(PromotionOrder.Kind.PROMOTE)).doesNotThrowAnyException();
  }

  @Test
  void areNoBusinessOfARollbackOrOfWhatNobodyMirrors() {
    seek(PromotionOrder.Kind.ROLLBACK);
    mirroredFrom = Optional.empty();
    seek(PromotionOrder.Kind.PROMOTE);
    assertThat(ordered).isEmpty();
  }

  private void seek(PromotionOrder.Kind kind) {
    referrers.seek(
        new PromotionOrder(
            "r1",
            "to-prod",
            kind,
            IMAGE,
            DIGEST,
            "prod",
            Reference.parse("reg.test/prod/app:1"),
            "ann"));
  }

  private void copied() {
    WorkflowStub copy = temporal.getWorkflowClient().newUntypedWorkflowStub(WorkflowIds.copy(COPY));
    var _ = copy.getResult(CopyResult.class);
  }

  private final class Copy implements ImageCopy {

    @Override
    public CopyResult run(Order order) {
      if (!WorkflowUnsafe.isReplaying()) {
        ordered.add(order);
      }
      switch (ending) {
        case WELL -> {}
        case BADLY -> throw ApplicationFailure.newFailure("it answered 401", "UNAUTHORIZED");
        case NEVER -> Workflow.await(() -> false);
      }
      return new CopyResult(DIGEST, 0, 0, 0, 0, 0, 0, null);
    }

    @Override
    public Answer request(Order asked) {
      return new Accepted();
    }

    @Override
    public Status status() {
      return new Status(State.COPYING, DIGEST, null);
    }
  }
}
