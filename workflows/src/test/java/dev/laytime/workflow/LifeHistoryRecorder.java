package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.SourceOrders;
import dev.laytime.image.Repository;
import dev.laytime.workflow.ImageLife.PersonMessage;
import dev.laytime.workflow.ImageLife.PinMessage;
import dev.laytime.workflow.ImageLife.PushedMessage;
import java.io.IOException;
import java.time.Duration;
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
    environment.pass(FakeLedger.GRACE.plusMinutes(2));
    record("in-doubt");
    String reap = WorkflowIds.reap(REPOSITORY);
    HistoryRecorder.write(environment.temporal, reap, "RepositoryReaper", "in-doubt");
  }

  @Test
  void recordsALifeThatGoesOnInANewRun() throws IOException {
    environment.say(1, 1);
    environment.settle();
    environment.pass(Duration.ofDays(34));
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
        new dev.laytime.activity.StageOrders(
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
  void recordsAScan() throws IOException {
    LoopsTest.scan(environment, SourceScan::now);
    environment.pass(Duration.ofMinutes(6));
    environment.sources.failures.add(FakeRegistry.failure(FailureType.REFUSED, null));
    environment.pass(Duration.ofMinutes(5));
    LoopsTest.scan(environment, SourceScan::pause);
    environment.settle();
    scan("paused");
    LoopsTest.scan(environment, SourceScan::resume);
    environment.ledger.sourceOrders = new SourceOrders(true, false, Duration.ofMinutes(5));
    environment.pass(Duration.ofMinutes(6));
    environment.ledger.sourceOrders = new SourceOrders(false, false, Duration.ofMinutes(5));
    LoopsTest.scan(environment, SourceScan::now);
    environment.settle();
    scan("removed");
  }

  @Test
  void recordsAScanThatGoesOnInANewRun() throws IOException {
    LoopsTest.scan(environment, SourceScan::now);
    environment.pass(Duration.ofMinutes(5 * 52));
    scan("renewed");
  }

  @Test
  void recordsASweep() throws IOException {
    environment.ledger.stageOrders = FakeLedger.stage(true, null);
    LoopsTest.sweep(environment, StageSweep::now);
    environment.settle();
    environment.ledger.stageOrders = FakeLedger.stage(false, null);
    environment.pass(Duration.ofMinutes(61));
    environment.stage.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    LoopsTest.sweep(environment, StageSweep::now);
    environment.settle();
    LoopsTest.sweep(environment, StageSweep::pause);
    environment.settle();
    HistoryRecorder.write(environment.temporal, WorkflowIds.sweep("dev"), "StageSweep", "paused");
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
}
