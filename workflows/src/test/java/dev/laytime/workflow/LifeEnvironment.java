package dev.laytime.workflow;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.ImageLife.FoundMessage;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.ImageLife.PersonMessage;
import dev.laytime.workflow.ImageLife.PinMessage;
import dev.laytime.workflow.ImageLife.Start;
import dev.laytime.workflow.ImageLife.UsageMessage;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lives with time that skips, a registry and a ledger in memory, and the real reaper. */
final class LifeEnvironment implements AutoCloseable {

  static final Reference IMAGE = Reference.parse("stage.test/dev/app:1");
  static final Digest DIGEST = FakeRegistry.DIGEST;
  static final Digest OTHER = FakeRegistry.OTHER;

  /** Everything asked of everybody, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  final FakeLedger ledger = new FakeLedger(asked);
  final FakeStage stage = new FakeStage(asked);
  final FakeMessages messages = new FakeMessages(stage, asked);
  final FakeSources sources = new FakeSources();
  final FakePromotions promotions = new FakePromotions();
  final FakeWorkshop workshop = new FakeWorkshop();
  final TestWorkflowEnvironment temporal;
  private final AtomicInteger requests = new AtomicInteger();

  LifeEnvironment() {
    this(WorkerFactoryOptions.getDefaultInstance());
  }

  LifeEnvironment(WorkerFactoryOptions workers) {
    this(TestEnvironmentOptions.newBuilder().setWorkerFactoryOptions(workers));
  }

  LifeEnvironment(EarlyRenewal renewal) {
    this(TestEnvironmentOptions.newBuilder().setWorkflowServiceStubsOptions(renewal.ofService()));
  }

  private LifeEnvironment(TestEnvironmentOptions.Builder options) {
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    messages.sendWith(temporal.getWorkflowClient());
    var worker = PatientWorker.in(temporal, TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationTypes(
        ImageLifeImpl.class,
        RepositoryReaperImpl.class,
        SourceScanImpl.class,
        StageSweepImpl.class);
    worker.registerActivitiesImplementations(ledger, messages, promotions, workshop);
    PatientWorker.in(temporal, TaskQueues.REGISTRY).registerActivitiesImplementations(stage);
    PatientWorker.in(temporal, TaskQueues.CLUSTER).registerActivitiesImplementations(sources);
    temporal.start();
  }

  @Override
  public void close() {
    PatientWorker.end(temporal);
  }

  Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  void pass(Duration time) {
    SkippedTime.pass(temporal, time);
  }

  /** Lets everything that is under way come to rest. */
  void settle() {
    SkippedTime.settle(temporal);
  }

  ImageLife life() {
    return life(IMAGE);
  }

  ImageLife life(Reference image) {
    return temporal.getWorkflowClient().newWorkflowStub(ImageLife.class, WorkflowIds.life(image));
  }

  Why why() {
    return life().why();
  }

  String state() {
    return why().state();
  }

  /**
   * When it tries again, in so long or longer. That is known once the attempt that may be under way
   * is over; one that is near is let pass.
   */
  Instant nextAttempt(Duration ahead) {
    Instant next = why().next();
    for (int looks = 0; !isAhead(next, ahead) && looks < 100; looks++) {
      pass(ahead);
      next = why().next();
    }
    return Objects.requireNonNull(next);
  }

  private boolean isAhead(@Nullable Instant next, Duration time) {
    return next != null && next.isAfter(now().plus(time));
  }

  /** A source says how many objects name the image. */
  void say(long epoch, int count) {
    say(IMAGE, epoch, count);
  }

  void say(Reference image, long epoch, int count) {
    say(image, epoch, count, false);
  }

  /** A source names nothing but what the image would be copied from. */
  void sayThatItKeeps(long epoch) {
    say(IMAGE, epoch, 1, true);
  }

  private void say(Reference image, long epoch, int count, boolean keepsOnly) {
    UsageMessage message =
        new UsageMessage(
            requestId(),
            "manifests",
            epoch,
            now().toString(),
            count,
            count == 0 ? "" : "running",
            count == 0 ? List.of() : List.of("Deployment shop/web"),
            keepsOnly);
    messages.life(image, life -> life.usage(message));
  }

  /** As a promotion does. */
  void offer(Digest digest, String expected) {
    OfferedMessage message =
        new OfferedMessage(
            requestId(), "prod.test/app@" + digest, digest.value(), "promotion release", expected);
    messages.life(IMAGE, life -> life.offered(message));
  }

  void offer(Digest digest) {
    OfferedMessage message =
        new OfferedMessage(requestId(), "docker.io/library/app:1", digest.value(), "mirror hub");
    messages.life(IMAGE, life -> life.offered(message));
  }

  void find(@Nullable Digest digest) {
    find(IMAGE, digest);
  }

  void find(Reference image, @Nullable Digest digest) {
    FoundMessage message =
        new FoundMessage(requestId(), digest == null ? null : digest.value(), now().toString());
    messages.life(image, life -> life.found(message));
  }

  /** A person's wish, as the CLI sends it: it starts the life should it not run. */
  Why pin(PinMessage message) {
    ImageLife life = starting();
    return answer(
        WorkflowClient.executeUpdateWithStart(
            life::pin,
            message,
            completed(),
            new WithStartWorkflowOperation<>(life::run, Start.of(IMAGE))));
  }

  Why restore() {
    ImageLife life = starting();
    return answer(
        WorkflowClient.executeUpdateWithStart(
            life::restore,
            new PersonMessage(requestId(), "ann"),
            completed(),
            new WithStartWorkflowOperation<>(life::run, Start.of(IMAGE))));
  }

  void retry() {
    life().retryNow(new PersonMessage(requestId(), "ann"));
  }

  private ImageLife starting() {
    WorkflowOptions options = FakeMessages.options(WorkflowIds.life(IMAGE));
    return temporal.getWorkflowClient().newWorkflowStub(ImageLife.class, options);
  }

  private static UpdateOptions<Why> completed() {
    return UpdateOptions.<Why>newBuilder().setWaitForStage(WorkflowUpdateStage.COMPLETED).build();
  }

  private static Why answer(@Nullable Why why) {
    return Objects.requireNonNull(why);
  }

  String requestId() {
    return "q" + requests.incrementAndGet();
  }

  /** Makes the image present and unused, with its grace period running. */
  void becomeUnused() {
    say(1, 1);
    settle();
    say(2, 0);
    settle();
  }

  /** Makes it quarantined, with its second deadline ahead. */
  void becomeQuarantined() {
    becomeUnused();
    pass(FakeLedger.GRACE.plusHours(1));
  }

  boolean runs(String workflowId) {
    return status(workflowId) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  @Nullable WorkflowExecutionStatus status(String workflowId) {
    return stub(workflowId).describe().getStatus();
  }

  WorkflowStub stub(String workflowId) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId);
  }

  String runId(String workflowId) {
    return stub(workflowId).describe().getExecution().getRunId();
  }

  /** What one run of a workflow did so far. */
  WorkflowExecutionHistory run(String workflowId, String runId) {
    return temporal.getWorkflowClient().fetchHistory(workflowId, runId);
  }

  /** How often something was asked. */
  long count(String what) {
    return asked.stream().filter(one -> one.startsWith(what)).count();
  }

  /** Only what was asked that begins with one of these, in order. */
  List<String> asked(String... beginnings) {
    return asked.stream()
        .filter(one -> java.util.Arrays.stream(beginnings).anyMatch(one::startsWith))
        .toList();
  }
}
