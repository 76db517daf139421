package dev.laytime.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionActivities;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionOffer;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.activity.StatementRequest;
import dev.laytime.activity.StatementResult;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.ledger.PromotionHolds;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.PromotionRounds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promotions are asked for, and tell lives, through Temporal; each may be done twice. */
class PromotionActivitiesTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final Reference TARGET = Reference.parse("reg.test/prod/app:1");
  private static final String ID = "promotion/prod/app:1";

  private static final PromotionOrder ORDER =
      new PromotionOrder(
          "r1",
          "to-prod",
          PromotionOrder.Kind.PROMOTE,
          Reference.parse("reg.test/dev/app:1"),
          DIGEST,
          "prod",
          TARGET,
          "ann");

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
  private final Received received = new Received();
  private final FakeLedger ledger = new FakeLedger();

  @BeforeEach
  void start() {
    FakeWorkflows.start(temporal, received);
    activities.registerActivitiesImplementations(
        new PromotionActivitiesImpl(
            ledger,
            ledger,
            new PromotionAsker(temporal.getWorkflowClient()),
            new LateReferrers(
                (_, _) -> Optional.empty(), temporal.getWorkflowClient(), InstantSource.system())));
  }

  @AfterEach
  void end() {
    activities.close();
    temporal.close();
  }

  private PromotionActivities promoting() {
    return activities.newActivityStub(PromotionActivities.class);
  }

  @Test
  void startsAPromotionUnderItsNameAndWritesDownThatItWasAskedFor() {
    assertThat(promoting().request(ORDER)).isEqualTo(new PromotionAnswer(ID, "accepted", null));
    assertThat(ledger.asked).containsExactly(ORDER);

    assertThat(promoting().request(ORDER).answer()).isEqualTo("joined");
  }

  private static PromotionOrder other(String path) {
    return new PromotionOrder(
        "r2",
        path,
        ORDER.kind(),
        ORDER.source(),
        Digest.of("sha256", "cd".repeat(32)),
        ORDER.stage(),
        TARGET,
        "bob");
  }

  @Test
  void asksAgainForWhatWasBusyOrRefused() {
    promoting().request(ORDER);
    ledger.asked.clear();

    assertThat(promoting().request(other(ORDER.path())).answer()).isEqualTo("busy");
    assertThat(promoting().request(other("hotfix")).answer()).isEqualTo("refused");
    assertThat(ledger.asked).isEmpty();
    assertThat(ledger.putOff).containsExactly(other(ORDER.path()), other("hotfix"));
  }

  @Test
  void offersAnImageToTheLifeOfItsNameAndStartsIt() throws Exception {
    Reference source = TARGET.withDigest(DIGEST);
    promoting()
        .offer(
            new PromotionOffer(
                "r1/prod", ID, "to-prod", TARGET, source, DIGEST, new ExpectedTag(null)));

    String life = "image/reg.test/prod/app:1";
    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of(life, ImageLife.Start.of(TARGET)),
            List.of(
                life,
                new OfferedMessage(
                    "r1/prod", source.text(), DIGEST.value(), "promotion to-prod", "absent")));
  }

  @Test
  void saysThatTheLedgerIsAwayInAWayThatIsTriedAgain() {
    ledger.away = true;

    ActivityFailure failure =
        catchThrowableOfType(ActivityFailure.class, () -> promoting().round("to-prod"));
    assertThat(failure)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            cause -> {
              assertThat(cause.getType()).isEqualTo("UNAVAILABLE");
              assertThat(cause.isNonRetryable()).isFalse();
            });
  }

  @Test
  void startsWhatAPathPromotesByItselfAndLooksAtWhatRuns() throws Exception {
    StartedLoops loops = new StartedLoops(temporal.getWorkflowClient());
    loops.promote("to-prod");

    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of("promotions/to-prod", new PromotionRounds.Start("to-prod", null)),
            List.of("promotions/to-prod", "look"));
  }

  private PromotionRuns runs() {
    return new TemporalPromotionRuns(ledger, temporal.getWorkflowClient());
  }

  @Test
  void hasWhatRunsReadItsGates() throws Exception {
    ledger.left = other(ORDER.path());
    promoting().request(ORDER);
    runs().readGates(ID, "the configuration may be another");
    assertThat(received.next()).containsExactly(ID, "the configuration may be another");
    runs().see(ID);
    assertThat(promoting().request(ORDER).answer()).as("the same runs yet").isEqualTo("joined");
  }

  @Test
  void beginsAgainWhatTheLedgerHasAndTemporalDoesNotKnow() {
    runs().readGates(ID, "nothing was begun there");
    runs().see(ID);
    assertThat(runs(ID)).isFalse();

    ledger.left = ORDER;
    runs().see(ID);
    assertThat(runs(ID)).isTrue();
    runs().see(ID);

    temporal.getWorkflowClient().newUntypedWorkflowStub(ID).terminate("lost");
    assertThat(runs(ID)).isFalse();
    runs().readGates(ID, "the worker began");
    assertThat(runs(ID)).isTrue();
  }

  private boolean runs(String id) {
    try {
      return temporal.getWorkflowClient().newUntypedWorkflowStub(id).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  @Test
  void hasWhatWaitedInVainForAHoldLookAtOnceWhenThatIsReleased() throws Exception {
    promoting().request(ORDER);
    try (Announcements announcements = new Announcements(Duration.ZERO, Thread::sleep)) {
      new PromotionStarts(ledger, new StartedLoops(temporal.getWorkflowClient()), runs())
          .wake(
              new PromotionHolds.Halted(List.of(ID), List.of("to-prod")),
              "it is held no more",
              announcements);

      assertThat(received.next()).containsExactly(ID, "it is held no more");
      assertThat(List.of(received.next(), received.next()))
          .containsExactlyInAnyOrder(
              List.of("promotions/to-prod", new PromotionRounds.Start("to-prod", null)),
              List.of("promotions/to-prod", "look"));
    }
  }

  private static final class FakeLedger implements PromotionLedger, PromotionOrdering {
    private final List<PromotionOrder> asked = new ArrayList<>();
    private final List<PromotionOrder> putOff = new ArrayList<>();
    private boolean away;
    private @Nullable PromotionOrder left;

    @Override
    public Optional<PromotionOrder> left(String promotion) {
      return Optional.ofNullable(left);
    }

    @Override
    public List<String> silent(String stage, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public IntroduceResult introduce(PromotionStatus status) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String id(PromotionOrder order) {
      return ID;
    }

    @Override
    public void asked(PromotionOrder order) {
      asked.add(order);
    }

    @Override
    public void putOff(PromotionOrder order) {
      putOff.add(order);
    }

    @Override
    public PathRound round(String path) {
      if (away) {
        throw new LedgerUnavailableException("connection refused", new IllegalStateException());
      }
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionOrders orders(PromotionOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StatementResult state(StatementRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remember(PromotionStatus status) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String meeting(PromotionStatus status) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String later(LaterRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String laterThan(GitWriteRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FloatingResult floating(FloatingRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FloatingResult mayFloat(FloatingRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void floated(FloatedNotice notice) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<PromotionPath> automatic() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> running() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionWishResult find(PromotionWish wish) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionWishResult back(RollbackWish wish) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Repository> destinations(PromotionOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Digest> present(Reference image) {
      throw new UnsupportedOperationException();
    }
  }
}
