package dev.laytime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.Capabilities;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.OwnResult;
import dev.laytime.activity.ScanRequest;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.StageOrders;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scans and sweeps. */
class LoopsTest {

  private static final Duration EVERY = Duration.ofMinutes(5);

  /** How long after it is due a round may begin, on a machine that is busy. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final StageOrders NOT_CONFIGURED =
      new StageOrders(null, null, false, "here", null, Duration.ofHours(1), Duration.ZERO);

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeLedger ledger = environment.ledger;
  private final FakeSources sources = environment.sources;
  private final FakeStage stage = environment.stage;
  private final FakeMessages messages = environment.messages;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void scansAtOnceAndThenAtFixedIntervals() {
    scan(SourceScan::now);
    environment.pass(Duration.ofMinutes(17));
    assertThat(sources.scans).hasSize(4);
    List<Duration> apart =
        java.util.stream.IntStream.range(1, 4)
            .mapToObj(i -> Duration.between(startOf(i - 1), startOf(i)))
            .toList();
    assertThat(apart).allSatisfy(span -> assertThat(span).isBetween(EVERY, EVERY.plus(LATE)));
    assertThat(messages.scans).extracting(tell -> tell.number()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(scan().status().last()).isNotNull();
  }

  @Test
  void ordersAScanFromBeforeItBegan() {
    Instant before = environment.now();
    scan(SourceScan::now);
    environment.settle();
    assertThat(startOf(0)).isBetween(before, environment.now());
    assertThat(scan().status().lastStart()).isEqualTo(startOf(0));
  }

  @Test
  void scansNoMoreUntilItIsResumed() {
    scan(SourceScan::now);
    environment.settle();
    scan(SourceScan::pause);
    environment.pass(Duration.ofDays(1).plusMinutes(7));
    assertThat(sources.scans).hasSize(1);
    assertThat(scan().status().paused()).isTrue();
    assertThat(scan().status().next()).isNull();
    scan(SourceScan::resume);
    environment.settle();
    assertThat(sources.scans).hasSize(2);
  }

  @Test
  void keepsAFailureForPeopleAndTriesAgainWhenTheNextScanIsDue() {
    sources.failures.add(FakeRegistry.failure(FailureType.REFUSED, null));
    scan(SourceScan::now);
    environment.pass(Duration.ofMinutes(1));
    assertThat(scan().status().failure()).contains("registry answered REFUSED");
    assertThat(sources.scans).hasSize(1);
    assertThat(messages.scans).isEmpty();
    environment.pass(EVERY);
    assertThat(sources.scans).hasSize(2);
    assertThat(scan().status().failure()).isEmpty();
  }

  @Test
  void leavesOutRoundsThatFellDueWhileOneRan() {
    sources.failures.add(
        io.temporal.failure.ApplicationFailure.newBuilder()
            .setMessage("slow")
            .setType(FailureType.UNAVAILABLE.name())
            .setNextRetryDelay(Duration.ofMinutes(12))
            .build());
    scan(SourceScan::now);
    environment.pass(Duration.ofMinutes(14));
    assertThat(sources.scans).as("the second is its retry").hasSize(2);
    environment.pass(Duration.ofMinutes(2));
    assertThat(sources.scans).hasSize(3);
    Instant first = startOf(0);
    assertThat(startOf(2))
        .isBetween(first.plus(EVERY.multipliedBy(3)), first.plus(EVERY.multipliedBy(3)).plus(LATE));
  }

  @Test
  void scansAgainOnceConfigurationHasGotTheSourceBack() {
    start();
    environment.settle();
    ledger.sourceOrders = new SourceOrders(true, false, EVERY);
    environment.pass(Duration.ofDays(1));
    assertThat(sources.scans).hasSize(1);
    assertThat(environment.runs(WorkflowIds.scan("manifests"))).isFalse();
    ledger.sourceOrders = new SourceOrders(true, true, EVERY);
    start();
    environment.settle();
    assertThat(sources.scans).hasSize(2);
  }

  @Test
  void looksAgainWhenItIsStartedAndScansNoMoreForThat() {
    start();
    environment.settle();
    start();
    environment.settle();
    assertThat(sources.scans).hasSize(1);
    assertThat(environment.count("source")).isEqualTo(2);
  }

  @Test
  void scansOnWhereItIsStartedAtTheMomentItEnds() {
    AtTheEnd ends = new AtTheEnd();
    try (LifeEnvironment ending = new LifeEnvironment(ends.ofWorkers())) {
      String id = WorkflowIds.scan("manifests");
      ending.ledger.sourceOrders = new SourceOrders(true, false, EVERY);
      ends.once(() -> {
        ending.ledger.sourceOrders = new SourceOrders(true, true, EVERY);
        scan(ending, SourceScan::look);
      });
      scan(ending, SourceScan::look);
      String run = ending.runId(id);
      ending.settle();
      assertThat(ends.seen()).isTrue();
      assertThat(ending.sources.scans).hasSize(1);
      assertThat(ending.runs(id)).isTrue();
      assertThat(ending.runId(id)).as("its end was not taken").isEqualTo(run);
    }
  }

  @Test
  void sweepsOnWhereItIsStartedAtTheMomentItEnds() {
    AtTheEnd ends = new AtTheEnd();
    try (LifeEnvironment ending = new LifeEnvironment(ends.ofWorkers())) {
      StageOrders orders = ending.ledger.stageOrders;
      ending.ledger.stageOrders = NOT_CONFIGURED;
      ends.once(() -> {
        ending.ledger.stageOrders = orders;
        sweep(ending, StageSweep::look);
      });
      sweep(ending, StageSweep::look);
      String run = ending.runId(WorkflowIds.sweep("dev"));
      ending.settle();
      assertThat(ends.seen()).isTrue();
      assertThat(ending.stage.inventories).hasSize(1);
      assertThat(ending.runId(WorkflowIds.sweep("dev"))).isEqualTo(run);
    }
  }

  @Test
  void canBeFoundByWhatIsScannedAndSwept() {
    start();
    sweep(StageSweep::now);
    environment.settle();
    var scan = environment.stub(WorkflowIds.scan("manifests")).describe();
    assertThat(scan.getTypedSearchAttributes().get(SearchAttributes.SOURCE))
        .containsExactly("manifests");
    var sweep = environment.stub(WorkflowIds.sweep("dev")).describe();
    assertThat(sweep.getTypedSearchAttributes().get(SearchAttributes.STAGE)).isEqualTo("dev");
  }

  @Test
  void endsThoughPausedWhenTheSourceIsNotRegisteredAnyMore() {
    start();
    scan(SourceScan::pause);
    environment.settle();
    ledger.sourceOrders = new SourceOrders(false, false, EVERY);
    environment.pass(Duration.ofDays(1));
    assertThat(environment.runs(WorkflowIds.scan("manifests"))).isFalse();
  }

  @Test
  void endsWhenTheSourceIsNotRegisteredAnyMore() {
    scan(SourceScan::now);
    environment.settle();
    ledger.sourceOrders = new SourceOrders(false, false, EVERY);
    environment.pass(EVERY);
    assertThat(environment.runs(WorkflowIds.scan("manifests"))).isFalse();
    assertThat(sources.scans).hasSize(1);
  }

  @Test
  void waitsForALedgerThatIsDown() {
    ledger.down = true;
    scan(SourceScan::now);
    environment.pass(Duration.ofMinutes(30));
    assertThat(sources.scans).isEmpty();
    assertThat(scan().status().failure()).contains("registry answered UNAVAILABLE");
    ledger.down = false;
    environment.pass(Duration.ofMinutes(8));
    assertThat(sources.scans).isNotEmpty();
  }

  @Test
  void goesOnInANewRunWhileTheLedgerIsAway() {
    try (LifeEnvironment renewing = new LifeEnvironment(new EarlyRenewal(100))) {
      renewing.ledger.givenUp = true;
      scan(renewing, SourceScan::now);
      sweep(renewing, StageSweep::now);
      String scan = renewing.runId(WorkflowIds.scan("manifests"));
      String sweep = renewing.runId(WorkflowIds.sweep("dev"));
      renewing.pass(Duration.ofHours(1));
      assertThat(renewing.runId(WorkflowIds.scan("manifests"))).isNotEqualTo(scan);
      assertThat(renewing.runId(WorkflowIds.sweep("dev"))).isNotEqualTo(sweep);
      renewing.ledger.givenUp = false;
      renewing.pass(Duration.ofMinutes(2));
      assertThat(renewing.sources.scans).hasSize(1);
      assertThat(renewing.stage.inventories).hasSize(1);
    }
  }

  @Test
  void scansAsAskedWhereThatIsWhatItGoesOnInANewRunWith() {
    // A first round has fewer events when it is asked for another.
    try (LifeEnvironment renewing = new LifeEnvironment(new EarlyRenewal(25))) {
      renewing.ledger.sourceOrders = new SourceOrders(true, true, Duration.ofDays(1));
      scan(renewing, SourceScan::look);
      String run = renewing.runId(WorkflowIds.scan("manifests"));
      renewing.settle();
      assertThat(renewing.runId(WorkflowIds.scan("manifests"))).isEqualTo(run);
      scan(renewing, SourceScan::now);
      renewing.settle();
      assertThat(renewing.runId(WorkflowIds.scan("manifests"))).isNotEqualTo(run);
      assertThat(renewing.sources.scans).hasSize(2);
    }
  }

  @Test
  void goesOnInANewRunAfterFiftyRoundsAndLosesNoMessage() {
    scan(SourceScan::now);
    environment.settle();
    String run = environment.runId(WorkflowIds.scan("manifests"));
    sources.meanwhile =
        request -> {
          if (sources.scans.size() == 50) {
            scan(SourceScan::pause);
            scan(SourceScan::now);
          }
        };
    environment.pass(EVERY.multipliedBy(60));
    assertThat(environment.runId(WorkflowIds.scan("manifests"))).isNotEqualTo(run);
    assertThat(scan().status().paused()).isTrue();
    assertThat(sources.scans).hasSize(50);
    assertThat(scan().status().lastStart()).isEqualTo(startOf(49));
    scan(SourceScan::resume);
    environment.settle();
    assertThat(sources.scans).hasSize(51);
  }

  @Test
  void sweepsAStageThatMayOnlyBeObservedWithoutWritingToIt() {
    ledger.stageOrders = FakeLedger.stage(false, null);
    sweep(StageSweep::now);
    environment.pass(Duration.ofMinutes(61));
    assertThat(stage.inventories).hasSize(2);
    assertThat(messages.inventories)
        .extracting(tell -> tell.startedAt())
        .containsExactlyElementsOf(
            stage.inventories.stream().map(request -> request.startedAt()).toList());
    assertThat(environment.asked("probe", "own", "probed")).isEmpty();
    assertThat(sweep().status().told()).isEqualTo(3);
  }

  @Test
  void probesOnceAndOwnsBeforeEachSweepWhereDeletionIsEnabled() {
    ledger.stageOrders = FakeLedger.stage(true, null);
    stage.owners = new OwnResult(List.of("elsewhere"));
    sweep(StageSweep::now);
    environment.settle();
    assertThat(environment.asked("probe ", "own", "inventory"))
        .containsExactly("probe stage.test/dev/laytime-owners", "own", "inventory");
    assertThat(ledger.probed)
        .singleElement()
        .satisfies(probed -> {
          assertThat(probed.owners()).containsExactly("elsewhere");
          assertThat(probed.capabilities())
              .isEqualTo(new Capabilities(Capabilities.TagDeletion.PLACEHOLDER, false));
        });
    ledger.stageOrders =
        FakeLedger.stage(true, new Capabilities(Capabilities.TagDeletion.NATIVE, false));
    sweep(StageSweep::now);
    environment.settle();
    assertThat(environment.count("probe ")).isEqualTo(1);
    assertThat(environment.count("own")).isEqualTo(2);
  }

  @Test
  void looksForOwnersAndProbesNothingInADryRun() {
    ledger.stageOrders = FakeLedger.dryRun();
    stage.owners = new OwnResult(List.of("elsewhere"));
    sweep(StageSweep::now);
    environment.settle();
    assertThat(environment.asked("probe ", "own", "inventory")).containsExactly("own", "inventory");
    assertThat(ledger.probed)
        .singleElement()
        .satisfies(probed -> {
          assertThat(probed.owners()).containsExactly("elsewhere");
          assertThat(probed.capabilities()).isNull();
        });
  }

  @Test
  void saysWhatItMissedAndTellsNoLife() {
    messages.withheld = "the sweep missed 90 of 100 images";
    sweep(StageSweep::now);
    environment.settle();
    assertThat(sweep().status().failure()).isEqualTo("the sweep missed 90 of 100 images");

    messages.withheld = null;
    sweep(StageSweep::now);
    environment.settle();
    assertThat(sweep().status().failure()).isEmpty();
  }

  @Test
  void sweepsEvenWhereItCannotFindOutWhatTheRegistryCanDo() {
    ledger.stageOrders = FakeLedger.stage(true, null);
    stage.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    sweep(StageSweep::now);
    environment.settle();
    assertThat(stage.inventories).hasSize(1);
    assertThat(ledger.probed).isEmpty();
    assertThat(sweep().status().failure()).contains("registry answered DENIED");
  }

  @Test
  void endsWhenNoConfigurationHasTheStage() {
    sweep(StageSweep::now);
    environment.settle();
    ledger.stageOrders = NOT_CONFIGURED;
    sweep(StageSweep::now);
    environment.settle();
    assertThat(environment.runs(WorkflowIds.sweep("dev"))).isFalse();
  }

  @Test
  void sweepsNoMoreUntilItIsResumed() {
    sweep(StageSweep::now);
    environment.settle();
    sweep(StageSweep::pause);
    environment.pass(Duration.ofDays(1).plusMinutes(7));
    assertThat(stage.inventories).hasSize(1);
    sweep(StageSweep::resume);
    environment.settle();
    assertThat(stage.inventories).hasSize(2);
  }

  private Instant startOf(int scan) {
    ScanRequest request = sources.scans.get(scan);
    return Objects.requireNonNull(request.startedAt());
  }

  /** As a worker does when it starts: whether it runs already or not. */
  private void start() {
    scan(SourceScan::look);
  }

  private SourceScan scan() {
    return client().newWorkflowStub(SourceScan.class, WorkflowIds.scan("manifests"));
  }

  private void scan(Consumer<SourceScan> message) {
    scan(environment, message);
  }

  static void scan(LifeEnvironment environment, Consumer<SourceScan> message) {
    WorkflowClient client = environment.temporal.getWorkflowClient();
    SourceScan scan =
        client.newWorkflowStub(
            SourceScan.class, FakeMessages.options(WorkflowIds.scan("manifests")));
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(scan::run, new SourceScan.Start("manifests", null));
    both.add(() -> message.accept(scan));
    client.signalWithStart(both);
  }

  private StageSweep sweep() {
    return client().newWorkflowStub(StageSweep.class, WorkflowIds.sweep("dev"));
  }

  private void sweep(Consumer<StageSweep> message) {
    sweep(environment, message);
  }

  static void sweep(LifeEnvironment environment, Consumer<StageSweep> message) {
    WorkflowClient client = environment.temporal.getWorkflowClient();
    StageSweep sweep =
        client.newWorkflowStub(StageSweep.class, FakeMessages.options(WorkflowIds.sweep("dev")));
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(sweep::run, new StageSweep.Start("dev", null));
    both.add(() -> message.accept(sweep));
    client.signalWithStart(both);
  }

  private WorkflowClient client() {
    return environment.temporal.getWorkflowClient();
  }
}
