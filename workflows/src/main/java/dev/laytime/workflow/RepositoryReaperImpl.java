package dev.laytime.workflow;

import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.OutcomeNotice;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.SettleRequest;
import dev.laytime.activity.StageOrders;
import dev.laytime.activity.SurveyRequest;
import dev.laytime.activity.SurveyResult;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Spread;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Gathers, surveys, and takes away image by image. A plan counts on those before it in its survey:
 * once one of them ended otherwise, what is left is surveyed anew.
 */
public final class RepositoryReaperImpl implements RepositoryReaper {

  private static final int BATCH = 20;
  private static final Duration LEDGER_PAUSE = Duration.ofMinutes(1);
  private static final Duration REFUSAL_PAUSE = Duration.ofMinutes(10);
  private static final Duration SURVEY_PAUSE = Duration.ofMinutes(5);
  private static final Duration KEPT_PAUSE = Duration.ofMinutes(5);
  private static final Duration SURPLUS_PAUSE = Duration.ofMinutes(5);
  private static final Duration SURPLUS_SPREAD = Duration.ofMinutes(10);

  /** Half a MiB of orders. */
  private static final int MOST_CARRIED = 1000;

  private static final Logger log = Workflow.getLogger(RepositoryReaperImpl.class);

  private final Repository repository;
  private final RemovalQueue queue = new RemovalQueue();

  /** A request may arrive before {@link #run}: what it changes is set here. */
  @WorkflowInit
  public RepositoryReaperImpl(Start start) {
    this.repository = Repository.parse(start.repository());
    Start known = HandedOn.isHandedOn() ? start : Start.of(start.repository());
    Instant since = known.since() == null ? WorkflowClock.now() : known.since();
    known.carried().forEach(order -> queue.add(order, since));
  }

  @Override
  public void run(Start unused) {
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.REGISTRY.valueSet(repository.registry()),
        SearchAttributes.REPOSITORY.valueSet(repository.toString()));
    while (!isOver()) {
      show("gathering");
      refuseWithdrawn();
      renewIfDue();
      StageOrders orders = orders();
      if (orders == null) {
        pauseUntil(WorkflowClock.in(LEDGER_PAUSE), "the ledger does not answer");
      } else if (isGathered(orders)) {
        reap(orders);
      }
    }
  }

  private boolean isOver() {
    if (queue.isEmpty()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
    }
    return queue.isEmpty();
  }

  private void refuseWithdrawn() {
    for (RemovalOrder order = queue.nextWithdrawn(); order != null; order = queue.nextWithdrawn()) {
      finish(order, Removing.notRemoved(order, List.of("withdrawn"), Duration.ZERO));
    }
  }

  private void renewIfDue() {
    if (Workflow.getInfo().isContinueAsNewSuggested() && Workflow.isEveryHandlerFinished()) {
      refuseSurplus();
      Workflow.continueAsNew(new Start(repository.toString(), queue.all(), queue.oldest()));
    }
  }

  /** Temporal takes no more than 2 MiB along. */
  private void refuseSurplus() {
    for (RemovalOrder order = surplus(); order != null; order = surplus()) {
      Duration spread = Spread.of(order.claim().image(), SURPLUS_SPREAD);
      finish(
          order,
          Removing.notRemoved(order, List.of("others come first"), SURPLUS_PAUSE.plus(spread)));
    }
  }

  private @Nullable RemovalOrder surplus() {
    return queue.firstAfter(MOST_CARRIED);
  }

  /** Whether it waits no longer: each answer to one too many makes the history longer, too. */
  private boolean isStirred() {
    boolean overfull = Workflow.getInfo().isContinueAsNewSuggested() && surplus() != null;
    return overfull || queue.nextWithdrawn() != null;
  }

  private @Nullable StageOrders orders() {
    try {
      return ReaperActivities.ledger("the stage").stageOf(repository.toString());
    } catch (ActivityFailure failure) {
      log.warn("waiting cause={}", ActivityProblems.text(failure, "read the stage"));
      return null;
    }
  }

  /** Whether the window is over: then all that came in it is surveyed together. */
  private boolean isGathered(StageOrders orders) {
    Instant oldest = queue.oldest();
    if (oldest == null) {
      return false;
    }
    Instant end = oldest.plus(orders.window());
    if (!WorkflowClock.now().isBefore(end)) {
      return true;
    }
    pauseUntil(end, "gathering removals");
    return !WorkflowClock.now().isBefore(end) && !isStirred();
  }

  private void pauseUntil(Instant until, String summary) {
    try (Pause pause = Pause.until(until, summary)) {
      pause.await(this::isStirred);
    }
  }

  private void reap(StageOrders orders) {
    List<RemovalOrder> batch = queue.first(BATCH);
    String refusal = ReaperRules.refusal(orders);
    Capabilities capabilities = orders.capabilities();
    if (refusal != null || capabilities == null) {
      refuse(batch, refusal == null ? "not probed" : refusal, REFUSAL_PAUSE);
      return;
    }
    Instant begunAt = WorkflowClock.now();
    try {
      List<SurveyResult.Plan> plans = survey(capabilities, batch);
      carryOut(batch, plans, SurveyTime.since(begunAt));
    } catch (ActivityFailure failure) {
      Duration pause = Removing.pause(SURVEY_PAUSE, failure);
      refuse(batch, ActivityProblems.text(failure, "survey"), pause);
    }
  }

  private List<SurveyResult.Plan> survey(Capabilities capabilities, List<RemovalOrder> batch) {
    show("surveying");
    List<Removals.Claim> claims = batch.stream().map(RemovalOrder::claim).toList();
    return ReaperActivities.surveying("survey for %d removals".formatted(claims.size()))
        .survey(new SurveyRequest(repository, capabilities, claims))
        .plans();
  }

  private void carryOut(
      List<RemovalOrder> batch, List<SurveyResult.Plan> plans, SurveyTime survey) {
    if (!ReaperRules.fit(plans, batch)) {
      refuse(batch, "the survey answered something else than was asked", SURVEY_PAUSE);
      return;
    }
    List<Removals.Claim> deleted = new ArrayList<>();
    boolean kept = refuseKept(batch, plans);
    for (int i = 0; i < batch.size() && !kept; i++) {
      boolean stale = survey.isStale(WorkflowClock.now());
      boolean full = Workflow.getInfo().isContinueAsNewSuggested();
      if (stale || (full && i > 0) || queue.nextWithdrawn() != null) {
        return;
      }
      show("removing " + batch.get(i).claim().image());
      RemovalOrder order = batch.get(i);
      Outcome outcome = new Removing(repository, order, plans.get(i), deleted, survey).carryOut();
      finish(order, outcome);
      kept = !List.of("removed", "gone").contains(outcome.kind());
      if (order.claim().kind() == RemovalKind.DELETE) {
        deleted.add(order.claim());
      }
    }
  }

  /** Refuses what the survey keeps; whether there was any. */
  private boolean refuseKept(List<RemovalOrder> batch, List<SurveyResult.Plan> plans) {
    boolean kept = false;
    for (int i = 0; i < batch.size(); i++) {
      List<String> keeps = plans.get(i).keeps();
      if (!keeps.isEmpty()) {
        finish(batch.get(i), Removing.notRemoved(batch.get(i), keeps, KEPT_PAUSE));
        kept = true;
      }
    }
    return kept;
  }

  private void refuse(List<RemovalOrder> batch, String reason, Duration pause) {
    for (RemovalOrder order : batch) {
      finish(order, Removing.notRemoved(order, List.of(reason), pause));
    }
  }

  /** Writes how it ended, and tells its life: the one outcome of an order. */
  private void finish(RemovalOrder order, Outcome outcome) {
    settle(order, outcome);
    Removals.Claim claim = order.claim();
    try {
      ReaperActivities.telling(outcome.kind() + " " + claim.image())
          .outcome(new OutcomeNotice(claim.life(), claim.image(), outcome));
    } catch (ActivityFailure failure) {
      // The life stops to wait by itself, and looks.
      log.warn("outcome not told life={} cause={}", claim.life(), text(failure));
    }
    queue.answered(order);
    log.info(
        "{} image={} digest={} reasons={}",
        outcome.kind(),
        claim.image(),
        claim.digest(),
        outcome.reasons());
  }

  private void settle(RemovalOrder order, Outcome outcome) {
    boolean done = outcome.kind().equals("removed");
    String how = done ? "done" : outcome.kind() + ": " + String.join("; ", outcome.reasons());
    try {
      ReaperActivities.ledger("settle " + order.claim().intention())
          .settle(new SettleRequest(order.claim().intention(), how, WorkflowClock.now()));
    } catch (ActivityFailure failure) {
      // The sweep settles what has no outcome.
      log.warn("not settled intention={} cause={}", order.claim().intention(), text(failure));
    }
  }

  private static String text(ActivityFailure failure) {
    return ActivityProblems.text(failure, "tell");
  }

  private void show(String what) {
    StringBuilder details = new StringBuilder("**%s** in `%s`\n\n".formatted(what, repository));
    queue
        .first(BATCH)
        .forEach(order ->
            details.append("* %s `%s`\n".formatted(order.claim().kind(), order.claim().image())));
    Workflow.setCurrentDetails(details.toString());
  }

  @Override
  public void request(RemovalOrder order) {
    queue.add(order, WorkflowClock.now());
  }

  @Override
  public void withdraw(String requestId) {
    queue.withdraw(requestId);
  }

  @Override
  public List<String> queued() {
    return queue.all().stream()
        .map(order -> order.claim().kind() + " " + order.claim().image())
        .toList();
  }
}
