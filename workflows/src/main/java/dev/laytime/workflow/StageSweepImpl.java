package dev.laytime.workflow;

import dev.laytime.activity.Capabilities;
import dev.laytime.activity.InventoryRequest;
import dev.laytime.activity.InventoryResult;
import dev.laytime.activity.OwnRequest;
import dev.laytime.activity.ProbeRequest;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.activity.StageOrders;
import dev.laytime.activity.TellInventoryRequest;
import dev.laytime.activity.TellResult;
import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Lists, compares, tells; then waits for the next round. It writes to the registry, its owner
 * record and a probe's tag, only where a person has switched on deletion, and not in a dry run.
 */
public final class StageSweepImpl extends LoopMessages implements StageSweep {

  private static final Duration LEDGER_PAUSE = Duration.ofMinutes(1);

  /** The repository of owner records, where a probe disturbs nobody. */
  private static final String OWNERS = "laytime-owners";

  private static final Logger log = Workflow.getLogger(StageSweepImpl.class);

  private final String stage;
  private @Nullable InventoryResult last;
  private int told;
  private String failure = "";
  private @Nullable Instant next;

  /** A signal may arrive before {@link #run}: what it changes is set here. */
  @WorkflowInit
  public StageSweepImpl(Start start) {
    super(rounds(HandedOn.orNull(start.carried())));
    Status carried = HandedOn.orNull(start.carried());
    this.stage = start.stage();
    if (carried != null) {
      this.last = carried.last();
      this.told = carried.told();
      this.failure = carried.failure();
      this.next = carried.next();
    }
  }

  private static Rounds rounds(@Nullable Status carried) {
    return carried == null
        ? new Rounds(false, null, null)
        : new Rounds(carried.paused(), carried.lastStart(), carried.next());
  }

  @Override
  public void run(Start unused) {
    Workflow.upsertTypedSearchAttributes(SearchAttributes.STAGE.valueSet(stage));
    while (true) {
      rounds.attend();
      renewIfDue();
      StageOrders orders = orders();
      if (orders == null) {
        pauseUntil(WorkflowClock.in(LEDGER_PAUSE), "the ledger does not answer");
      } else if (orders.name() != null && orders.prefix() != null) {
        follow(orders, orders.prefix());
      } else if (!rounds.stirred()) {
        return;
      }
    }
  }

  /** Also while the ledger is away, for as long as that may take. */
  private void renewIfDue() {
    if (rounds.enough()) {
      next = rounds.asked() ? WorkflowClock.now() : next;
      Workflow.continueAsNew(new Start(stage, status()));
    }
  }

  private @Nullable StageOrders orders() {
    try {
      return LoopActivities.ledger("what to sweep").stage(stage);
    } catch (ActivityFailure failed) {
      failure = ActivityProblems.text(failed, "read the stage's orders");
      return null;
    }
  }

  private void follow(StageOrders orders, RepositoryPrefix prefix) {
    if (rounds.due(orders.every())) {
      Instant startedAt = rounds.begin();
      failure = "";
      attempt("find out about " + stage, () -> own(orders, prefix));
      attempt("sweep " + stage, () -> sweep(prefix, startedAt));
      rounds.end();
    }
    next = rounds.next(orders.every());
    renewIfDue();
    pauseUntil(next, "next sweep");
  }

  private void own(StageOrders orders, RepositoryPrefix prefix) {
    if (!orders.deletionEnabled()) {
      return;
    }
    boolean probe = orders.capabilities() == null && !orders.dryRun();
    Capabilities capabilities = probe ? probe(prefix) : orders.capabilities();
    List<String> others =
        LoopActivities.stage("owners of " + stage)
            .own(new OwnRequest(prefix, orders.installation(), stage))
            .others();
    LoopActivities.ledger("write down what was found out")
        .probed(new ProbedRequest(stage, capabilities, others, WorkflowClock.now()));
  }

  /** Null where the prefix leaves no room for a repository: then nothing is ever taken away. */
  private static @Nullable Capabilities probe(RepositoryPrefix prefix) {
    return prefix
        .append(OWNERS)
        .map(place ->
            LoopActivities.stage("find out what the registry can do")
                .probe(new ProbeRequest(place)))
        .orElse(null);
  }

  private void sweep(RepositoryPrefix prefix, Instant startedAt) {
    InventoryResult found =
        LoopActivities.listing(stage).inventory(new InventoryRequest(stage, prefix, startedAt));
    last = found;
    TellResult result =
        LoopActivities.telling("tell what the sweep found")
            .tellInventory(new TellInventoryRequest(stage, startedAt));
    told = result.told();
    if (result.withheld() != null) {
      trouble(result.withheld());
    }
    log.info("swept stage={} tags={} gaps={} told={}", stage, found.tags(), found.gapCount(), told);
  }

  private void attempt(String what, Runnable step) {
    try {
      step.run();
    } catch (ActivityFailure failed) {
      trouble(ActivityProblems.text(failed, what));
    }
  }

  private void trouble(String cause) {
    failure = failure.isEmpty() ? cause : failure + "; " + cause;
    log.warn("not done stage={} cause={}", stage, cause);
  }

  private void pauseUntil(@Nullable Instant until, String summary) {
    next = until;
    Workflow.setCurrentDetails(details(summary));
    rounds.await(until, summary);
  }

  private String details(String summary) {
    String waits = rounds.paused() ? "paused" : summary;
    String when = next == null ? "" : " at " + next;
    String found =
        last == null
            ? ""
            : "\n\n%d tags in %d repositories, %d gaps; %d lives told"
                .formatted(last.tags(), last.repositories(), last.gapCount(), told);
    String trouble = failure.isEmpty() ? "" : "\n\nfailed: " + failure;
    return "`%s`: %s%s".formatted(stage, waits, when) + found + trouble;
  }

  @Override
  public Status status() {
    return new Status(
        rounds.paused(), rounds.done(), rounds.lastStart(), last, told, failure, next);
  }
}
