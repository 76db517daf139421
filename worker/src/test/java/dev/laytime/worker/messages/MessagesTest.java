package dev.laytime.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.CopyOrder;
import dev.laytime.activity.DisplacedNotice;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.OutcomeNotice;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.TellInventoryRequest;
import dev.laytime.activity.TellScanRequest;
import dev.laytime.activity.WithdrawOrder;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.Urgency;
import dev.laytime.lifecycle.Word;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.RepositoryReaper;
import dev.laytime.workflow.SourceScan;
import dev.laytime.workflow.StageSweep;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessagesTest {

  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final Reference IMAGE = Reference.parse("127.0.0.1:8481/demo/app:1");
  private static final String LIFE = "image/127.0.0.1:8481/demo/app:1";

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
  private final Received received = new Received();
  private final FakeTelling telling = new FakeTelling(new ArrayList<>());
  private final SignalledLives lives = new SignalledLives(temporal.getWorkflowClient());

  @BeforeEach
  void start() {
    FakeWorkflows.start(temporal, received);
    activities.registerActivitiesImplementations(
        new MessageActivitiesImpl(
            lives, new FakeRuns(), temporal.getWorkflowClient(), telling, Throttle.OPEN));
  }

  @AfterEach
  void end() {
    activities.close();
    temporal.close();
  }

  @Test
  void startsALifeWithItsReferenceAloneAndWakesOneThatRuns() throws Exception {
    lives.look(IMAGE, "first");
    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of(LIFE, "first"), List.of(LIFE, ImageLife.Start.of(IMAGE)));

    lives.look(IMAGE, "second");
    assertThat(received.next()).containsExactly(LIFE, "second");
  }

  @Test
  void tellsALifeByDigestWhichNameItLost() throws Exception {
    Reference pinned = IMAGE.repository().pinned(DIGEST);

    messages().displaced(new DisplacedNotice(pinned, IMAGE));

    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of(WorkflowIds.life(pinned), "displaced " + IMAGE.text()),
            List.of(WorkflowIds.life(pinned), ImageLife.Start.of(pinned)));
  }

  @Test
  void startsALifeOnceAndSaysNothingToOneThatRuns() throws Exception {
    lives.start(IMAGE);
    assertThat(received.next()).containsExactly(LIFE, ImageLife.Start.of(IMAGE));

    lives.start(IMAGE);
    lives.look(IMAGE, "next");
    assertThat(received.next()).containsExactly(LIFE, "next");
  }

  @Test
  void givesALifeByDigestNoTag() throws Exception {
    Reference both = Reference.parse("127.0.0.1:8481/demo/app:1@" + DIGEST);
    Reference pinned = both.withDigest(DIGEST);

    lives.look(both, "why");

    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of(WorkflowIds.life(pinned), "why"),
            List.of(WorkflowIds.life(pinned), ImageLife.Start.of(pinned)));
  }

  @Test
  void tellsALifeHowItsErrandEnded() throws Exception {
    lives.look(IMAGE, "start");
    received.next();
    received.next();
    Outcome outcome = Outcome.copied("r1", DIGEST.value());

    messages().outcome(new OutcomeNotice(LIFE, IMAGE, outcome));

    assertThat(received.next()).containsExactly(LIFE, outcome);
  }

  @Test
  void startsOneOfAnIdAtATimeWithASummaryThatTemporalTakesAndNoSearchAttributes() {
    WorkflowOptions options = Starts.of(LIFE, "life of " + "x".repeat(500)).build();

    assertThat(options.getWorkflowIdConflictPolicy())
        .isEqualTo(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
    assertThat(options.getWorkflowIdReusePolicy())
        .isEqualTo(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
    assertThat(options.getStaticSummary()).startsWith("life of x").hasSizeLessThan(400);
    assertThat(options.getTypedSearchAttributes()).isNull();
  }

  @Test
  void takesACopyThatStartsOrIsOnItsWayAndNotABusyTarget() {
    CopyOrder order = order("r1", DIGEST);

    assertThat(messages().requestCopy(order)).isEqualTo(new CopyAnswer(true, ""));
    assertThat(messages().requestCopy(order)).isEqualTo(new CopyAnswer(true, ""));
    assertThat(messages().requestCopy(order("r2", DIGEST))).isEqualTo(new CopyAnswer(true, ""));
    assertThat(messages().requestCopy(order("r3", Digest.of("sha256", "cd".repeat(32)))))
        .isEqualTo(
            new CopyAnswer(false, "another copy writes there: docker.io/library/app:1, " + DIGEST));
  }

  @Test
  void queuesRemovalsAtTheRepositorysReaperAndAsksThemBack() throws Exception {
    Removals.Claim claim =
        new Removals.Claim(LIFE, IMAGE, DIGEST, 1, AT, "i1", RemovalKind.QUARANTINE);
    RemovalOrder order = new RemovalOrder("127.0.0.1:8481/demo/app", "r1", claim);

    messages().requestRemoval(order);
    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of("reap/127.0.0.1:8481/demo/app", order),
            List.of("reap/127.0.0.1:8481/demo/app", RepositoryReaper.Start.of(order.repository())));

    messages().withdrawRemoval(new WithdrawOrder(order.repository(), "r1"));
    assertThat(received.next()).containsExactly("reap/127.0.0.1:8481/demo/app", "r1");
  }

  @Test
  void startsALoopOnceAndHasARunningOneLookAgain() throws Exception {
    Loops loops = new StartedLoops(temporal.getWorkflowClient());

    loops.scan("apps");
    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of("scan/apps", new SourceScan.Start("apps", null)), List.of("scan/apps", "look"));

    loops.scan("apps");
    assertThat(received.next()).containsExactly("scan/apps", "look");

    loops.sweep("prod");
    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of("sweep/prod", new StageSweep.Start("prod", null)),
            List.of("sweep/prod", "look"));
  }

  @Test
  void tellsEveryWordOfAScanAndWritesItDown() throws Exception {
    lives.look(IMAGE, "start");
    received.next();
    received.next();
    Word word = new Word("apps", 7, AT, 2, "running", List.of("Deployment a/b"), true);
    telling.unsaid.add(new Telling.Said(IMAGE, word));

    assertThat(messages().tellScan(new TellScanRequest("apps", 7)).told()).isOne();

    assertThat(received.next())
        .containsExactly(
            LIFE,
            new ImageLife.UsageMessage(
                "scan/apps/7",
                "apps",
                7,
                AT.toString(),
                2,
                "running",
                List.of("Deployment a/b"),
                true));
    assertThat(telling.log).containsExactly("wrote " + IMAGE);
  }

  @Test
  void tellsEveryFindOfASweepAndSettlesIntentionsAfterwards() throws Exception {
    lives.look(IMAGE, "start");
    received.next();
    received.next();
    telling.untold.add(new Telling.Find("prod", IMAGE, DIGEST, AT));
    telling.untold.add(new Telling.Find("prod", IMAGE, null, AT));

    assertThat(messages().tellInventory(new TellInventoryRequest("prod", AT)).told()).isEqualTo(2);

    String id = "sweep/prod/" + AT;
    assertThat(received.next())
        .containsExactly(LIFE, new ImageLife.FoundMessage(id, DIGEST.value(), AT.toString()));
    assertThat(received.next())
        .containsExactly(LIFE, new ImageLife.FoundMessage(id, null, AT.toString()));
    assertThat(telling.log)
        .containsExactly(
            "wrote " + IMAGE, "wrote " + IMAGE, "settled prod " + AT, "trimmed prod " + AT);
  }

  @Test
  void startsNoLifeForWhatIsMissing() throws Exception {
    lives.found(new Telling.Find("prod", IMAGE, null, AT));
    lives.look(IMAGE, "it is the first to hear of it");
    assertThat(List.of(received.next(), received.next()))
        .containsExactlyInAnyOrder(
            List.of(LIFE, "it is the first to hear of it"),
            List.of(LIFE, ImageLife.Start.of(IMAGE)));
  }

  @Test
  void tellsOnlyALifeThatRunsThatItCannotBePulled() throws Exception {
    lives.unpulled(IMAGE, "Pod shop/web");
    lives.look(IMAGE, "it is the first to hear of it");
    received.next();
    received.next();

    lives.unpulled(IMAGE, "Pod shop/other");

    assertThat(received.next()).containsExactly(LIFE, "unpulled by Pod shop/other");
  }

  private MessageActivities messages() {
    return activities.newActivityStub(MessageActivities.class);
  }

  @Test
  void hasEachCopyMadeAsUrgentlyAsItIsNeeded() {
    for (Urgency urgency : Urgency.values()) {
      Reference image = Reference.parse("127.0.0.1:8481/demo/app:" + urgency);
      CopyAnswer _ = messages().requestCopy(order(image, "r1", null, urgency));

      assertThat(priorityKey("copy/" + image)).isEqualTo(urgency.priority());
    }
  }

  private int priorityKey(String workflow) {
    return temporal
        .getWorkflowClient()
        .streamHistory(workflow)
        .findFirst()
        .orElseThrow()
        .getWorkflowExecutionStartedEventAttributes()
        .getPriority()
        .getPriorityKey();
  }

  private static CopyOrder order(String requestId, Digest digest) {
    return order(IMAGE, requestId, digest, Urgency.ORDERED);
  }

  private static CopyOrder order(
      Reference target, String requestId, @Nullable Digest digest, @Nullable Urgency urgency) {
    return new CopyOrder(
        LIFE,
        requestId,
        Reference.parse("docker.io/library/app:1"),
        digest,
        target,
        Duration.ofHours(1),
        urgency);
  }
}
