package dev.laytime.workflow;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.CopyOrder;
import dev.laytime.activity.DisplacedNotice;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.OutcomeNotice;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.TellInventoryRequest;
import dev.laytime.activity.TellResult;
import dev.laytime.activity.TellScanRequest;
import dev.laytime.activity.WithdrawOrder;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Messages as the worker sends them: every one starts its receiver. */
final class FakeMessages implements MessageActivities {

  final List<String> asked;
  final List<CopyOrder> copies = new CopyOnWriteArrayList<>();
  final List<RemovalOrder> removals = new CopyOnWriteArrayList<>();
  final List<WithdrawOrder> withdrawals = new CopyOnWriteArrayList<>();
  final List<OutcomeNotice> outcomes = new CopyOnWriteArrayList<>();
  final List<DisplacedNotice> displaced = new CopyOnWriteArrayList<>();
  final List<TellScanRequest> scans = new CopyOnWriteArrayList<>();
  final List<TellInventoryRequest> inventories = new CopyOnWriteArrayList<>();

  /** What a source's tag names. */
  volatile Digest upstream = FakeRegistry.DIGEST;

  /** What no copy may bring. */
  final Set<Digest> forbidden = ConcurrentHashMap.newKeySet();

  /** What a sweep missed and no life is told. */
  volatile @Nullable String withheld;

  volatile CopyAnswer answer = new CopyAnswer(true, "");
  volatile boolean copiesEnd = true;

  /** What comes instead of the answer to a copy's order, which is taken all the same. */
  volatile @Nullable ApplicationFailure lostAnswer;

  volatile boolean removalsArrive = true;
  volatile boolean fails;

  /** What happens while a removal is queued. */
  volatile Runnable onRemoval = () -> {};

  volatile boolean livesAreTold = true;
  private final Queue<ApplicationFailure> outcomeFailures = new ConcurrentLinkedQueue<>();
  private final FakeStage stage;
  private @Nullable WorkflowClient client;

  FakeMessages(FakeStage stage, List<String> asked) {
    this.stage = stage;
    this.asked = asked;
  }

  void sendWith(WorkflowClient workflows) {
    client = workflows;
  }

  /** The next outcome cannot be told for so long. */
  void refuseOutcomesFor(Duration time) {
    outcomeFailures.add(
        ApplicationFailure.newBuilder()
            .setMessage("the service is busy")
            .setType(FailureType.UNAVAILABLE.name())
            .setNextRetryDelay(time)
            .build());
  }

  private void ask(String what) {
    asked.add(what);
    if (fails) {
      throw FakeRegistry.failure(FailureType.UNAVAILABLE, null);
    }
  }

  @Override
  public CopyAnswer requestCopy(CopyOrder order) {
    ask("copy");
    copies.add(order);
    if (answer.taken() && copiesEnd) {
      Digest digest = order.digest() == null ? upstream : order.digest();
      life(order.target(), life -> life.outcome(copied(order, digest)));
    }
    if (lostAnswer != null) {
      throw lostAnswer;
    }
    return answer;
  }

  private Outcome copied(CopyOrder order, Digest digest) {
    if (forbidden.contains(digest)) {
      return Outcome.copyForbidden(order.requestId(), digest.value(), "a person forbade it");
    }
    stage.put(order.target(), digest);
    return Outcome.copied(order.requestId(), digest.value());
  }

  @Override
  public void requestRemoval(RemovalOrder order) {
    ask("removal " + order.claim().kind());
    removals.add(order);
    onRemoval.run();
    if (removalsArrive) {
      reaper(order.repository(), reaper -> reaper.request(order));
    }
  }

  @Override
  public void withdrawRemoval(WithdrawOrder order) {
    ask("withdraw");
    withdrawals.add(order);
    if (removalsArrive) {
      reaper(order.repository(), reaper -> reaper.withdraw(order.requestId()));
    }
  }

  @Override
  public void outcome(OutcomeNotice notice) {
    ask("outcome " + notice.outcome().kind());
    ApplicationFailure failure = outcomeFailures.poll();
    if (failure != null) {
      throw failure;
    }
    outcomes.add(notice);
    if (livesAreTold) {
      life(notice.image(), life -> life.outcome(notice.outcome()));
    }
  }

  @Override
  public void displaced(DisplacedNotice notice) {
    ask("notice");
    displaced.add(notice);
    if (livesAreTold) {
      life(notice.image(), life -> life.displaced(notice.name().text()));
    }
  }

  @Override
  public TellResult tellScan(TellScanRequest request) {
    ask("tell scan");
    scans.add(request);
    return new TellResult(2);
  }

  @Override
  public TellResult tellInventory(TellInventoryRequest request) {
    ask("tell inventory");
    inventories.add(request);
    return new TellResult(3, withheld);
  }

  /** Signals a life, which starts should it not run. */
  void life(Reference image, Consumer<ImageLife> message) {
    ImageLife life = client().newWorkflowStub(ImageLife.class, options(WorkflowIds.life(image)));
    BatchRequest both = client().newSignalWithStartRequest();
    both.add(life::run, ImageLife.Start.of(image));
    both.add(message::accept, life);
    client().signalWithStart(both);
  }

  void reaper(String repository, Consumer<RepositoryReaper> message) {
    RepositoryReaper reaper =
        client()
            .newWorkflowStub(
                RepositoryReaper.class, options(WorkflowIds.reap(Repository.parse(repository))));
    BatchRequest both = client().newSignalWithStartRequest();
    both.add(reaper::run, RepositoryReaper.Start.of(repository));
    both.add(message::accept, reaper);
    client().signalWithStart(both);
  }

  private WorkflowClient client() {
    return Objects.requireNonNull(client);
  }

  static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.LAYTIME)
        .setWorkflowIdReusePolicy(
            io.temporal.api.enums.v1.WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            io.temporal.api.enums.v1.WorkflowIdConflictPolicy
                .WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .build();
  }
}
