package dev.laytime.workflow;

import dev.laytime.activity.HoldRequest;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.RemoveRequest;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.SurveyResult;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;

/** Carries out one removal's plan, request by request, and says how it ended. */
final class Removing {

  private static final Duration OBJECTED_PAUSE = Duration.ofMinutes(1);
  private static final Duration TROUBLE_PAUSE = Duration.ofMinutes(5);
  private static final Duration UNSUPPORTED_PAUSE = Duration.ofHours(1);

  private static final String STALE = "its survey is older than ten minutes";

  private static final Logger log = Workflow.getLogger(Removing.class);

  private final Repository repository;
  private final RemovalOrder order;
  private final SurveyResult.Plan plan;
  private final List<Removals.Claim> companions;
  private final SurveyTime survey;
  private boolean untagged;
  private int done;

  /**
   * A removal.
   *
   * @param plan of which nothing keeps the image
   * @param companions what was deleted before on the same survey
   * @param survey when that was made
   */
  Removing(
      Repository repository,
      RemovalOrder order,
      SurveyResult.Plan plan,
      List<Removals.Claim> companions,
      SurveyTime survey) {
    this.survey = survey;
    this.companions = companions;
    this.repository = repository;
    this.order = order;
    this.plan = plan;
  }

  Outcome carryOut() {
    if (plan.hold()) {
      try {
        if (!hold()) {
          return notRemoved(
              order, List.of("it could not be held: its content is gone"), OBJECTED_PAUSE);
        }
      } catch (ActivityFailure failure) {
        return notRemoved(order, List.of(text(failure, "hold")), pause(TROUBLE_PAUSE, failure));
      }
    }
    for (SurveyResult.Step step : plan.steps()) {
      if (survey.isStale(WorkflowClock.now())) {
        return stopped(notRemoved(order, List.of(STALE), OBJECTED_PAUSE));
      }
      RemoveResult result;
      try {
        result = remove(step);
      } catch (ActivityFailure failure) {
        return inDoubt(failure);
      }
      switch (result.outcome()) {
        case REMOVED, ABSENT -> {
          done++;
          untagged |= step instanceof SurveyResult.Untag;
        }
        case OBJECTED -> {
          return stopped(notRemoved(order, result.reasons(), OBJECTED_PAUSE));
        }
        case MOVED -> {
          return stopped(moved(result));
        }
        case UNSUPPORTED -> {
          return stopped(unsupported(result));
        }
      }
    }
    return isDeletion() && plan.gone()
        ? Outcome.gone(order.requestId(), plan.note())
        : removed(plan.note());
  }

  private boolean hold() {
    Removals.Claim claim = order.claim();
    return ReaperActivities.holding("hold " + claim.digest().abbreviated())
        .hold(new HoldRequest(repository, claim.digest()))
        .held();
  }

  private RemoveResult remove(SurveyResult.Step step) {
    String what =
        switch (step) {
          case SurveyResult.Untag(var tag, _, _) -> "untag " + tag;
          case SurveyResult.DeleteManifest(var digest, _) -> "delete " + digest.abbreviated();
          case SurveyResult.Unlist(_, var referrer) -> "unlist " + referrer.abbreviated();
        };
    return ReaperActivities.removing(what, survey.took())
        .remove(new RemoveRequest(order.claim(), step, companions));
  }

  /** The request may have arrived, or may yet: nothing else is done on this plan. */
  private Outcome inDoubt(ActivityFailure failure) {
    log.warn("removal in doubt image={} cause={}", order.claim().image(), text(failure, "remove"));
    return stopped(
        Outcome.notRemoved(
            order.requestId(),
            List.of(text(failure, "remove")),
            WorkflowClock.in(pause(OBJECTED_PAUSE, failure)).toString(),
            true));
  }

  private Outcome moved(RemoveResult result) {
    return result.found() == null
        ? notRemoved(order, result.reasons(), OBJECTED_PAUSE)
        : Outcome.moved(order.requestId(), result.found().value());
  }

  private Outcome unsupported(RemoveResult result) {
    return !isDeletion()
        ? removed("quarantine is a clock only: " + String.join("; ", result.reasons()))
        : notRemoved(order, result.reasons(), UNSUPPORTED_PAUSE);
  }

  private Outcome removed(String note) {
    boolean tagIsGone = untagged || (!isDeletion() && plan.gone());
    return Outcome.removed(order.requestId(), tagIsGone, note, plan.releasedBytes());
  }

  private boolean isDeletion() {
    return order.claim().kind() == RemovalKind.DELETE;
  }

  /** What was let go of before the rest did not go is held again. */
  private Outcome stopped(Outcome outcome) {
    if (isDeletion() && done > 0) {
      try {
        hold();
      } catch (ActivityFailure failure) {
        log.warn("not held again image={} cause={}", order.claim().image(), text(failure, "hold"));
      }
    }
    return outcome;
  }

  /** How long to wait after a failure: at least for what the other side has asked for. */
  static Duration pause(Duration least, ActivityFailure failure) {
    Instant until = ActivityProblems.of(failure).until();
    Duration asked = until == null ? Duration.ZERO : Duration.between(WorkflowClock.now(), until);
    return asked.compareTo(least) > 0 ? asked : least;
  }

  static Outcome notRemoved(RemovalOrder order, List<String> reasons, Duration pause) {
    return Outcome.notRemoved(
        order.requestId(), reasons, WorkflowClock.in(pause).toString(), false);
  }

  private static String text(ActivityFailure failure, String attempted) {
    return ActivityProblems.text(failure, attempted);
  }
}
