package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.ImageLifeImpl;
import dev.laytime.workflow.PatientWorker;
import dev.laytime.workflow.RepositoryReaper;
import dev.laytime.workflow.RepositoryReaperImpl;
import dev.laytime.workflow.SearchAttributes;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The real workflows of one world, on a Temporal of its own whose time skips.
 *
 * <p>None is used for long: the test server looks through all that it ever did, again and again.
 */
final class Shell implements AutoCloseable {

  /** For a step of a sequence, most of which take milliseconds, on a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The test server never answers an update that is asked for again before it was accepted. */
  private static final WorkflowServiceStubsOptions PATIENT =
      WorkflowServiceStubsOptions.newBuilder().setRpcTimeout(PATIENCE).build();

  private final TestWorkflowEnvironment temporal;
  private final ShellLedger ledger;
  private final Set<String> started = ConcurrentHashMap.newKeySet();
  private volatile Reading clock;

  /** What Temporal's clock showed, and when by this machine's. */
  private record Reading(Instant time, long nanos) {}

  /**
   * Begins to work in a world.
   *
   * @param flaws planted bugs, or none
   */
  Shell(ShellWorld world, Instant now, Set<ShellFlaw> flaws) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setInitialTime(now)
            .setWorkflowServiceStubsOptions(PATIENT)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setUsingVirtualWorkflowThreads(true)
                    .setWorkerInterceptors(new FlawedWorker(flaws))
                    .build());
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    ledger = new ShellLedger(world, this);
    var worker = PatientWorker.in(temporal, TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationTypes(ImageLifeImpl.class, RepositoryReaperImpl.class);
    worker.registerActivitiesImplementations(ledger, new ShellMessages(world, this, ledger));
    PatientWorker.in(temporal, TaskQueues.REGISTRY)
        .registerActivitiesImplementations(new ShellStage(world, this, ledger));
    temporal.start();
    clock = read();
  }

  /**
   * The time, for who lets it pass: Temporal's clock runs with this machine's until {@link #pass}.
   * To ask each time would cost a sixth of a sequence.
   */
  Instant now() {
    Reading last = clock;
    return last.time().plusMillis((System.nanoTime() - last.nanos()) / 1_000_000);
  }

  /** The time in an activity, during which none is skipped: when it was ordered, or later. */
  Instant now(ActivityInfo activity) {
    return activity.getAttempt() == 1
        ? Instant.ofEpochMilli(activity.getCurrentAttemptScheduledTimestamp())
        : read().time();
  }

  private Reading read() {
    Instant time = Instant.ofEpochMilli(temporal.currentTimeMillis());
    return new Reading(time, System.nanoTime());
  }

  /**
   * Lets time pass.
   *
   * @throws World.StandsStill if it does not pass
   */
  void pass(Duration time) {
    try {
      CompletableFuture.runAsync(() -> temporal.sleep(time), Thread::startVirtualThread)
          .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof TimeoutException
          ? new World.StandsStill("no time has passed for " + PATIENCE)
          : failure;
    }
    clock = read();
  }

  /** Whether an image has a life that has not ended. */
  boolean lives(Reference image) {
    String id = WorkflowIds.life(image);
    return started.contains(id)
        && client().newUntypedWorkflowStub(id).describe().getStatus()
            == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** Whether a life knows that it is needed, and waits for nobody. */
  boolean isAlert(Reference image) {
    return ledger.isAlert(image);
  }

  /** Whether a life by digest knows that it is needed, and has nothing left to do. */
  boolean isSettled(Reference image) {
    return ledger.isSettled(image);
  }

  String why(Reference image) {
    return client().newWorkflowStub(ImageLife.class, WorkflowIds.life(image)).why().toString();
  }

  void signal(Reference image, Consumer<ImageLife> message) {
    ImageLife life = client().newWorkflowStub(ImageLife.class, options(WorkflowIds.life(image)));
    BatchRequest both = client().newSignalWithStartRequest();
    both.add(life::run, ImageLife.Start.of(image));
    both.add(() -> message.accept(life));
    client().signalWithStart(both);
  }

  /** Asks as a person does, and does not wait for the answer. */
  <R> void ask(Reference image, BiFunction<ImageLife, String, Wish<R>> wish) {
    ImageLife life = client().newWorkflowStub(ImageLife.class, options(WorkflowIds.life(image)));
    wish.apply(life, "w" + now().toEpochMilli())
        .send(
            UpdateOptions.<R>newBuilder().setWaitForStage(WorkflowUpdateStage.ACCEPTED).build(),
            new WithStartWorkflowOperation<>(life::run, ImageLife.Start.of(image)));
  }

  /** An update that waits to be sent. */
  interface Wish<R> {
    void send(UpdateOptions<R> options, WithStartWorkflowOperation<Void> start);
  }

  void signal(Repository repository, Consumer<RepositoryReaper> message) {
    RepositoryReaper reaper =
        client().newWorkflowStub(RepositoryReaper.class, options(WorkflowIds.reap(repository)));
    BatchRequest both = client().newSignalWithStartRequest();
    both.add(reaper::run, RepositoryReaper.Start.of(repository.toString()));
    both.add(() -> message.accept(reaper));
    client().signalWithStart(both);
  }

  private WorkflowOptions options(String id) {
    started.add(id);
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.LAYTIME)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .build();
  }

  private WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  @Override
  public void close() {
    PatientWorker.end(temporal);
  }
}
