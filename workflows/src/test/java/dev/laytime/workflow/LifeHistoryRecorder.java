package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.StageOrders;
import dev.laytime.activity.SurveyResult;
import dev.laytime.image.Repository;
import dev.laytime.workflow.ImageLife.PersonMessage;
import dev.laytime.workflow.ImageLife.PinMessage;
import dev.laytime.workflow.ImageLife.PushedMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Records the histories of lives, reapers, scans and sweeps that {@link ReplayTest} replays, in
 * every state. Run by hand as {@link HistoryRecorder} is.
 */
class LifeHistoryRecorder {

  private static final Repository REPOSITORY = IMAGE.repository();

  private final LifeEnvironment environment = new LifeEnvironment();

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void recordsALifeThatIsWantedAndWaits() throws IOException {
    environment.ledger.policy = FakeLedger.policy(new dev.laytime.lifecycle.Origin.External());
    environment.say(1, 1);
    environment.settle();
    record("wanted");
  }

  @Test
  void recordsALifeThatAcquires() throws IOException {
    environment.messages.copiesEnd = false;
    environment.say(1, 1);
    environment.settle();
    record("acquiring");
    environment.pass(Duration.ofDays(2));
    record("acquiring-gave-up");
  }

  @Test
  void recordsALifeThatIsPresent() throws IOException {
    environment.say(1, 1);
    environment.settle();
    record("present");
    environment.find(DIGEST);
    environment.offer(OTHER);
    environment.settle();
    messages();
    record("present-moved");
    String id = WorkflowIds.life(REPOSITORY.pinned(DIGEST));
    HistoryRecorder.write(environment.temporal, id, "ImageLife", "displaced");
  }

  private void messages() {
    environment.messages.life(IMAGE, life -> life.pushed(new PushedMessage("x", OTHER.value())));
    environment.messages.life(IMAGE, life -> life.pushed(new PushedMessage("x", "no digest")));
    environment.messages.life(
        IMAGE, life -> life.outcome(Outcome.copyFailed("unknown", "late", null)));
    environment.messages.life(IMAGE, life -> life.look("revision 2"));
    environment.settle();
  }

  @Test
  void recordsALifeThatIsPinnedAndUnpinned() throws IOException {
    environment.becomeUnused();
    record("unused");
    environment.pin(new PinMessage("p1", null, "ann", "release"));
    environment.settle();
    record("pinned");
    environment.life().unpin(new PersonMessage("u1", "ann"));
    environment.life().retryNow(new PersonMessage("t1", "ann"));
    environment.settle();
    record("unpinned");
  }

  @Test
  void recordsALifeInQuarantineAndItsRestore() throws IOException {
    environment.becomeQuarantined();
    record("quarantined");
    environment.restore();
    environment.pass(Duration.ofMinutes(5));
    record("restored");
  }

  @Test
  void recordsALifeThatIsDeleted() throws IOException {
    environment.becomeQuarantined();
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    record("deleted");
  }

  @Test
  void recordsALifeThatBeginsAnewWhileItEnds() throws IOException {
    environment.becomeQuarantined();
    String run = environment.runId(WorkflowIds.life(IMAGE));
    environment.ledger.onBury = () -> environment.say(9, 1);
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    record(run, "ends-for-another");
    record("born-again");
  }

  @Test
  void recordsALifeWhoseContentIsGone() throws IOException {
    environment.becomeQuarantined();
    environment.stub(WorkflowIds.life(IMAGE)).terminate("the service forgot it");
    environment.stage.lose(IMAGE, DIGEST);
    environment.messages.life(IMAGE, life -> life.look("rebuilt from the ledger"));
    environment.settle();
    record("missing");
    environment.pass(Duration.ofHours(1));
    record("gone");
  }

  @Test
  void recordsALifeThatNoStageHas() throws IOException {
    environment.becomeQuarantined();
    environment.ledger.policy = FakeLedger.noStage();
    environment.restore();
    environment.settle();
    record("without-a-stage");
  }

  @Test
  void recordsALifeThatNeverCame() throws IOException {
    environment.messages.life(IMAGE, life -> life.look("asked for"));
    environment.pass(FakeLedger.GRACE.plusHours(1));
    record("never-came");
  }

  @Test
  void recordsALifeThatFails() throws IOException {
    environment.stage.fails = true;
    environment.say(1, 1);
    environment.pass(Duration.ofMinutes(20));
    record("failing");
  }

  @Test
  void recordsALifeWhoseCopyIsNotTaken() throws IOException {
    environment.messages.answer = new CopyAnswer(false, "another copy writes there");
    environment.say(1, 1);
    environment.pass(Duration.ofMinutes(5));
    record("copy-not-taken");
  }

  @Test
  void recordsALifeWhoseCopyIsInDoubt() throws IOException {
    environment.messages.copiesEnd = false;
    environment.messages.lostAnswer =
        FakeRegistry.failure(FailureType.THROTTLED, environment.now().plus(Duration.ofMinutes(30)));
    environment.say(1, 1);
    environment.pass(Duration.ofMinutes(5));
    environment.messages.lostAnswer = null;
    environment.messages.copiesEnd = true;
    environment.pass(Duration.ofMinutes(30));
    record("copy-in-doubt");
  }

  @Test
  void recordsALifeWhoseLedgerIsDown() throws IOException {
    environment.becomeQuarantined();
    environment.ledger.down = true;
    environment.say(3, 1);
    environment.pass(Duration.ofMinutes(10));
    record("ledger-down");
  }

  @Test
  void recordsALifeThatAsksItsRemovalBack() throws IOException {
    environment.becomeUnused();
    environment.messages.removalsArrive = false;
    environment.pass(FakeLedger.GRACE.plusHours(1));
    record("leaving");
    environment.say(3, 1);
    environment.settle();
    record("withdrawn");
  }

  @Test
  void recordsALifeUnderABreaker() throws IOException {
    environment.ledger.breaker = "breaker-7";
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusHours(1));
    record("under-a-breaker");
  }

  @Test
  void recordsALifeWhoseRemovalIsInDoubt() throws IOException {
    environment.becomeUnused();
    environment.stage.removalFailures.add(FakeRegistry.failure(FailureType.UNAVAILABLE, null));
    environment.pass(FakeLedger.GRACE.plusSeconds(90));
    record("in-doubt");
    String reap = WorkflowIds.reap(REPOSITORY);
    HistoryRecorder.write(environment.temporal, reap, "RepositoryReaper", "in-doubt");
  }

  @Test
  void recordsALifeThatGoesOnInANewRun() throws IOException {
    environment.say(1, 1);
    environment.settle();
    String run = environment.runId(WorkflowIds.life(IMAGE));
    environment.pass(ImageLifeRenewalTest.OLD.minusHours(1));
    environment.stage.fails = true;
    environment.find(OTHER);
    environment.pass(Duration.ofHours(2));
    record(run, "goes-on");
    environment.stage.fails = false;
    environment.pass(Duration.ofHours(2));
    environment.say(2, 0);
    environment.settle();
    record("renewed");
  }

  @Test
  void recordsAReaper() throws IOException {
    environment.becomeQuarantined();
    reaper("quarantine");
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    reaper("delete");
  }

  @Test
  void recordsAReaperThatRefuses() throws IOException {
    environment.stage.removals.add(
        new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of("named"), null));
    environment.stage.removals.add(
        new RemoveResult(RemoveResult.Outcome.MOVED, List.of("moved"), OTHER));
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusSeconds(70));
    reaper("objected");
    environment.pass(Duration.ofMinutes(10));
    reaper("moved");
  }

  @Test
  void recordsAReaperThatGathers() throws IOException {
    environment.ledger.stageOrders =
        new StageOrders(
            "dev",
            FakeLedger.PREFIX,
            true,
            "here",
            environment.ledger.stageOrders.capabilities(),
            Duration.ofHours(1),
            Duration.ofDays(2));
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusHours(1));
    reaper("gathering");
    environment.say(3, 1);
    environment.settle();
    reaper("withdrawn");
  }

  @Test
  void recordsAReaperThatMayNotReap() throws IOException {
    environment.becomeUnused();
    environment.ledger.stageOrders =
        FakeLedger.stage(false, environment.ledger.stageOrders.capabilities());
    environment.pass(FakeLedger.GRACE.plusMinutes(2));
    reaper("observes-only");
  }

  @Test
  void recordsAReaperThatKeeps() throws IOException {
    environment.stage.planner =
        (_, plan) ->
            new SurveyResult.Plan(
                plan.life(), List.of("an index lists it"), false, List.of(), "", 0);
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusMinutes(2));
    reaper("kept");
  }

  @Test
  void recordsAReaperWhoseRegistryTakesNoTagAway() throws IOException {
    RemoveResult unsupported =
        new RemoveResult(RemoveResult.Outcome.UNSUPPORTED, List.of("no tag can go"), null);
    environment.stage.removals.add(unsupported);
    environment.becomeQuarantined();
    reaper("unsupported");
    environment.stage.removals.add(unsupported);
    environment.pass(FakeLedger.QUARANTINE);
    reaper("unsupported-delete");
  }

  @Test
  void recordsAReaperWhoseRegistryIsThrottled() throws IOException {
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.minusMinutes(1));
    Instant until = environment.now().plus(Duration.ofHours(1));
    environment.stage.failures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
    environment.pass(Duration.ofMinutes(3));
    reaper("throttled");
  }

  @Test
  void recordsAReaperWhoseLedgerIsDown() throws IOException {
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.minusMinutes(1));
    environment.messages.onRemoval = () -> environment.ledger.down = true;
    environment.pass(Duration.ofMinutes(10));
    reaper("ledger-down");
  }

  @Test
  void recordsAReaperThatGoesOnInANewRun() throws IOException {
    try (LifeEnvironment renewing = RepositoryReaperRenewalTest.soon()) {
      String id = WorkflowIds.reap(REPOSITORY);
      String run = RepositoryReaperRenewalTest.goOn(renewing);
      HistoryRecorder.write(renewing.run(id, run), "RepositoryReaper", "goes-on");
      HistoryRecorder.write(renewing.temporal, id, "RepositoryReaper", "renewed");
    }
  }

  @Test
  void recordsAScan() throws IOException {
    LoopsTest.scan(environment, SourceScan::now);
    environment.pass(Duration.ofMinutes(6));
    scan("waiting");
    environment.sources.failures.add(FakeRegistry.failure(FailureType.REFUSED, null));
    environment.pass(Duration.ofMinutes(5));
    scan("failing");
    LoopsTest.scan(environment, SourceScan::pause);
    environment.pass(Duration.ofMinutes(90));
    scan("paused");
    LoopsTest.scan(environment, SourceScan::resume);
    environment.settle();
    environment.ledger.sourceOrders = new SourceOrders(true, false, Duration.ofMinutes(5));
    environment.pass(Duration.ofMinutes(6));
    scan("unconfigured");
  }

  @Test
  void recordsAScanThatIsRemoved() throws IOException {
    LoopsTest.scan(environment, SourceScan::now);
    environment.settle();
    environment.ledger.sourceOrders = new SourceOrders(false, false, Duration.ofMinutes(5));
    environment.pass(Duration.ofMinutes(6));
    scan("removed");
  }

  @Test
  void recordsAScanWhoseLedgerIsDown() throws IOException {
    environment.ledger.down = true;
    LoopsTest.scan(environment, SourceScan::now);
    environment.pass(Duration.ofMinutes(12));
    scan("ledger-down");
  }

  @Test
  void recordsAScanThatGoesOnInANewRun() throws IOException {
    LoopsTest.scan(environment, SourceScan::now);
    environment.settle();
    String id = WorkflowIds.scan("manifests");
    String run = environment.runId(id);
    environment.pass(Duration.ofMinutes(5 * 52));
    HistoryRecorder.write(environment.run(id, run), "SourceScan", "goes-on");
    scan("renewed");
  }

  @Test
  void recordsASweep() throws IOException {
    environment.ledger.stageOrders = FakeLedger.stage(true, null);
    LoopsTest.sweep(environment, StageSweep::now);
    environment.settle();
    sweep("probed");
    environment.ledger.stageOrders = FakeLedger.stage(false, null);
    environment.pass(Duration.ofMinutes(61));
    sweep("observing");
    environment.stage.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    LoopsTest.sweep(environment, StageSweep::now);
    environment.settle();
    sweep("failing");
    LoopsTest.sweep(environment, StageSweep::pause);
    environment.pass(Duration.ofMinutes(90));
    sweep("paused");
    LoopsTest.sweep(environment, StageSweep::resume);
    environment.settle();
    environment.ledger.stageOrders =
        new StageOrders(null, null, false, "here", null, Duration.ofHours(1), Duration.ZERO);
    environment.pass(Duration.ofMinutes(61));
    sweep("unconfigured");
  }

  @Test
  void recordsASweepWhoseLedgerIsDown() throws IOException {
    environment.ledger.down = true;
    LoopsTest.sweep(environment, StageSweep::now);
    environment.pass(Duration.ofMinutes(12));
    sweep("ledger-down");
  }

  @Test
  void recordsASweepThatGoesOnInANewRun() throws IOException {
    environment.ledger.stageOrders = FakeLedger.stage(false, null);
    LoopsTest.sweep(environment, StageSweep::now);
    environment.settle();
    String id = WorkflowIds.sweep("dev");
    String run = environment.runId(id);
    environment.pass(Duration.ofHours(52));
    HistoryRecorder.write(environment.run(id, run), "StageSweep", "goes-on");
    sweep("renewed");
  }

  private void record(String run, String name) throws IOException {
    HistoryRecorder.write(environment.run(WorkflowIds.life(IMAGE), run), "ImageLife", name);
  }

  private void record(String name) throws IOException {
    HistoryRecorder.write(environment.temporal, WorkflowIds.life(IMAGE), "ImageLife", name);
  }

  private void reaper(String name) throws IOException {
    String id = WorkflowIds.reap(REPOSITORY);
    HistoryRecorder.write(environment.temporal, id, "RepositoryReaper", name);
  }

  private void scan(String name) throws IOException {
    String id = WorkflowIds.scan("manifests");
    HistoryRecorder.write(environment.temporal, id, "SourceScan", name);
  }

  private void sweep(String name) throws IOException {
    HistoryRecorder.write(environment.temporal, WorkflowIds.sweep("dev"), "StageSweep", name);
  }
}
