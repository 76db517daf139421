package dev.laytime.workflow;

import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.Backoff;
import dev.laytime.promotion.PromotionOrder;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Asks the ledger what is to be promoted now, asks for each, and waits until it is to look again.
 */
public final class PromotionRoundsImpl extends LoopMessages implements PromotionRounds {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final Logger log = Workflow.getLogger(PromotionRoundsImpl.class);

  private final String path;
  private int asked;
  private int failures;
  private String failure = "";
  private @Nullable Instant next;

  /** A signal may arrive before {@link #run}: what it changes is set here. */
  @WorkflowInit
  public PromotionRoundsImpl(Start start) {
    super(rounds(HandedOn.orNull(start.carried())));
    Status carried = HandedOn.orNull(start.carried());
    this.path = start.path();
    if (carried != null) {
      this.asked = carried.asked();
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
    boolean wanted = true;
    while (wanted || rounds.stirred()) {
      rounds.attend();
      renewIfDue();
      wanted = round();
      if (wanted) {
        rest();
      }
    }
  }

  private void renewIfDue() {
    if (rounds.enough()) {
      next = rounds.asked() ? WorkflowClock.now() : next;
      Workflow.continueAsNew(new Start(path, status()));
    }
  }

  /**
   * Asks for what is due; nothing while paused.
   *
   * @return whether the path promotes anything by itself
   */
  private boolean round() {
    rounds.begin();
    try {
      PathRound found = PromotionStubs.ledger("what " + path + " promotes now").round(path);
      if (!found.wanted()) {
        return false;
      }
      failure = "";
      asked = 0;
      boolean taken = false;
      if (!rounds.paused()) {
        for (PromotionOrder order : found.orders()) {
          taken |= ask(order);
        }
      }
      // What nobody takes now is there in the next round, too: that has no hurry.
      next = found.more() && taken ? WorkflowClock.now() : notBefore(found.next());
    } catch (ActivityFailure failed) {
      failure = ActivityProblems.text(failed, "find what to promote");
    }
    failures = failure.isEmpty() ? 0 : failures + 1;
    next = failure.isEmpty() ? next : later();
    rounds.end();
    return true;
  }

  /** An instant gone by is no instant to look again at. */
  private static @Nullable Instant notBefore(@Nullable Instant next) {
    Instant soonest = WorkflowClock.in(FIRST);
    return next != null && next.isBefore(soonest) ? soonest : next;
  }

  private Instant later() {
    log.warn("not all asked for path={} cause={}", path, failure);
    return WorkflowClock.in(Backoff.after(path, failures, FIRST, LONGEST));
  }

  /**
   * One that cannot be asked for does not keep others back: the next round has it again.
   *
   * @return whether a promotion has taken it
   */
  private boolean ask(PromotionOrder order) {
    try {
      PromotionAnswer answer = PromotionStubs.ledger("promote " + order.source()).request(order);
      asked++;
      log.info("{} promotion={} reason={}", answer.answer(), answer.id(), answer.reason());
      return answer.taken();
    } catch (ActivityFailure failed) {
      failure = ActivityProblems.text(failed, "ask for " + order.target());
      return false;
    }
  }

  private void rest() {
    String waits = rounds.paused() ? "paused" : "next round";
    String when = next == null || rounds.paused() ? "" : " at " + next;
    String trouble = failure.isEmpty() ? "" : "\n\nfailed: " + failure;
    Workflow.setCurrentDetails(
        "`%s`: %s%s\n\nasked for %d promotions%s".formatted(path, waits, when, asked, trouble));
    if (next != null && !next.isAfter(WorkflowClock.now()) && !rounds.paused()) {
      return;
    }
    rounds.await(rounds.paused() ? null : next, waits);
  }

  @Override
  public Status status() {
    return new Status(rounds.paused(), rounds.done(), rounds.lastStart(), asked, failure, next);
  }
}
