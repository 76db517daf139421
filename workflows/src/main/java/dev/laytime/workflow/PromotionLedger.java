package dev.laytime.workflow;

import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.OrdersRequest;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.StatementRequest;
import dev.laytime.promotion.Backoff;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a promotion reads from the ledger and writes into it. */
final class PromotionLedger {

  private static final Logger log = Workflow.getLogger(PromotionLedger.class);

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final PromotionProgress progress;
  private @Nullable PromotionStatus written;

  PromotionLedger(PromotionProgress progress) {
    this.progress = progress;
  }

  /** What counts before anything else is read: what refers to the image may have to come first. */
  PromotionOrders orders() {
    return PromotionStubs.ledger("the path " + progress.order().path())
        .orders(new OrdersRequest(progress.order(), true));
  }

  /** What counts after everything else was read. Its source was asked before that. */
  PromotionOrders ordersAtLast() {
    return PromotionStubs.ledger("the path %s, at last".formatted(progress.order().path()))
        .orders(new OrdersRequest(progress.order(), false));
  }

  /** What counts for another order of the same. */
  PromotionOrders orders(PromotionOrder other) {
    return PromotionStubs.ledger("who else ordered it").orders(new OrdersRequest(other, false));
  }

  /** What moves into one of its destinations and began before it; empty for nothing. */
  String meeting() {
    return PromotionStubs.ledger("does anything else move there").meeting(progress.status());
  }

  /** What moved in its place since and writes into the same target; empty for nothing. */
  String later(String git) {
    return PromotionStubs.ledger("did anything move since that writes " + git)
        .later(new LaterRequest(progress.status(), git));
  }

  /** Writes what somebody said; the same with its proof, where its nonce came with it. */
  Statement state(String path, Statement statement, @Nullable String nonce) {
    return PromotionStubs.ledger(statement.gate() + ": " + statement.by())
        .state(
            new StatementRequest(
                progress.id(),
                path,
                progress.order().requestId(),
                progress.orderedAt(),
                statement,
                nonce))
        .statement();
  }

  /**
   * Writes that there is such an order; once.
   *
   * @return where a run that was lost left it; null where there was none, or it was asked before
   * @throws ActivityFailure if the ledger does not take it now
   */
  @Nullable IntroduceResult introduce() {
    PromotionStatus status = progress.status();
    if (isIntroduced()) {
      return null;
    }
    IntroduceResult result =
        PromotionStubs.ledger(LifeActivities.PROMPTLY, "remember " + status.state())
            .introduce(status);
    written = status;
    return result.left() == null ? null : result;
  }

  /** Whether the ledger has the order. */
  boolean isIntroduced() {
    return written != null && written.order().equals(progress.order());
  }

  /** Writes where it stands if that is another thing than was written; whether it is written. */
  boolean remember() {
    PromotionStatus status = progress.status();
    if (!isIntroduced() && status.state() == PromotionState.WAITING) {
      return false;
    }
    if (written != null && withoutTimes(status).equals(withoutTimes(written))) {
      return true;
    }
    try {
      write(LifeActivities.PROMPTLY, status);
      written = status;
      return true;
    } catch (ActivityFailure failure) {
      log.warn("not remembered cause={}", ActivityProblems.text(failure, "remember"));
      return false;
    }
  }

  /** Writes where it stands, however long that takes: nothing goes on without it. */
  void rememberSurely() {
    surely(progress.status());
    written = progress.status();
  }

  /** Writes what was superseded. */
  void rememberSuperseded() {
    for (PromotionStatus former = progress.unwritten();
        former != null;
        former = progress.unwritten()) {
      surely(former);
      progress.written();
    }
  }

  private void surely(PromotionStatus status) {
    for (int attempt = 1; true; attempt++) {
      try {
        write(LifeActivities.PATIENTLY, status);
        return;
      } catch (ActivityFailure failure) {
        String trouble = ActivityProblems.text(failure, "remember");
        Instant next = WorkflowClock.in(Backoff.after(progress.spread(), attempt, FIRST, LONGEST));
        try (Pause pause = Pause.until(next, trouble)) {
          pause.await(() -> false);
        }
      }
    }
  }

  private static void write(Duration within, PromotionStatus status) {
    PromotionStubs.ledger(within, "remember " + status.state()).remember(status);
  }

  /** When it looks again is no reason to write. */
  private static PromotionStatus withoutTimes(PromotionStatus status) {
    return new PromotionStatus(
        status.id(),
        status.order(),
        status.state(),
        status.gates().stream()
            .map(gate ->
                new Gate.Report(gate.gate(), gate.verdict(), gate.reason(), null, gate.since()))
            .toList(),
        status.statements(),
        status.destinations(),
        status.commits(),
        status.cause(),
        status.orderedAt(),
        status.movedAt(),
        null,
        status.refusals(),
        status.gatesHash(),
        status.git());
  }
}
