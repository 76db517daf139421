package dev.laytime.workflow;

import dev.laytime.image.Digest;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.Statement;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people and checks say of a promotion: nothing counts before the ledger has it. */
final class PromotionStatements {

  private static final int MOST_WAITING = 100;

  private final PromotionProgress progress;
  private final PromotionLedger ledger;
  private final WorkflowLock lock = Workflow.newWorkflowLock();
  private final Deque<CheckMessage> checks = new ArrayDeque<>();

  /** What came for the order that follows. */
  private final Deque<CheckMessage> early = new ArrayDeque<>();

  /**
   * Of a run.
   *
   * @param waiting results that an earlier run took and did not write
   */
  PromotionStatements(
      PromotionProgress progress, PromotionLedger ledger, List<CheckMessage> waiting) {
    this.progress = progress;
    this.ledger = ledger;
    checks.addAll(waiting);
  }

  /** Results that are not written down yet. */
  List<CheckMessage> waiting() {
    return List.copyOf(checks);
  }

  /** Those for the order that follows. */
  List<CheckMessage> early() {
    return List.copyOf(early);
  }

  /** Takes a check's result; the main loop has it written. Never throws. */
  void take(CheckMessage message) {
    if (checks.size() + early.size() >= MOST_WAITING) {
      progress.refuse("check", "too many at a time");
      return;
    }
    PromotionOrder following = progress.following();
    try {
      if (following != null && following.digest().value().equals(message.digest())) {
        PromotionMessages.check(message, following, PromotionState.WAITING);
        early.add(message);
      } else {
        PromotionMessages.check(message, progress.order(), progress.state());
        checks.add(message);
      }
    } catch (RuntimeException unreadable) {
      progress.refuse("check", String.valueOf(unreadable.getMessage()));
    }
  }

  /**
   * Has waiting results written, in order; the path is known.
   *
   * @throws ActivityFailure if the ledger does not take one now: that and what follows waits on.
   *     What it never takes holds nobody up
   */
  void write() {
    while (!checks.isEmpty()) {
      CheckMessage message = checks.getFirst();
      PromotionPath path = progress.path();
      if (path == null) {
        return;
      }
      try {
        PromotionMessages.check(message, progress.order(), progress.state());
        Gate gate = PromotionMessages.gate(message, path);
        add("check", path, statement(message, gate), message.nonce());
      } catch (IllegalArgumentException refused) {
        progress.refuse("check", String.valueOf(refused.getMessage()));
      } catch (ActivityFailure failure) {
        if (!ActivityProblems.isRefusal(failure)) {
          throw failure;
        }
        progress.refuse("check", ActivityProblems.text(failure, "write it"));
      }
      checks.removeFirst();
    }
  }

  /**
   * Has an approval written.
   *
   * @throws io.temporal.failure.ApplicationFailure if it cannot count, or the ledger is away
   */
  void approve(ApproveMessage message) {
    lock.lock();
    try {
      Workflow.await(() -> progress.path() != null || progress.state().over());
      PromotionMessages.check(message, progress.order(), progress.state());
      PromotionPath path = progress.movingPath();
      Gate.Approved gate = PromotionMessages.gate(message, path);
      PromotionMessages.permit(gate, progress.order(), message.by());
      PromotionMessages.seen(message, gate, path, progress.gatesHash());
      add("approve", path, statement(message, gate), message.nonce());
    } catch (IllegalArgumentException refused) {
      progress.refuse("approve", String.valueOf(refused.getMessage()));
      throw PromotionMessages.refusal(refused);
    } catch (ActivityFailure failure) {
      throw unwritten(failure);
    } finally {
      lock.unlock();
    }
  }

  private ApplicationFailure unwritten(ActivityFailure failure) {
    String text = ActivityProblems.text(failure, "write it");
    if (ActivityProblems.isRefusal(failure)) {
      progress.refuse("approve", text);
      return PromotionMessages.refusal(new IllegalArgumentException(text));
    }
    return ActivityProblems.unavailable("approve", text);
  }

  /**
   * The ledger refuses the id of what was said of an order before this one. Whoever said the same
   * without proof does not keep it from whoever proves it.
   */
  private void add(String what, PromotionPath path, Statement statement, @Nullable String nonce) {
    PromotionOrder order = progress.order();
    Statement known = progress.said(statement.requestId());
    boolean better = known != null && !known.verified() && nonce != null;
    Statement counted =
        known == null || better ? ledger.state(path.name(), statement, nonce) : known;
    if (!counted.says(statement)) {
      throw PromotionMessages.taken(what, counted);
    }
    if (!order.equals(progress.order())) {
      throw new IllegalArgumentException("it is another order by now");
    }
    progress.add(counted);
  }

  private Statement statement(ApproveMessage message, Gate gate) {
    return statement(
        message.requestId(), gate, message.digest(), true, message.by(), message.why());
  }

  private Statement statement(CheckMessage message, Gate gate) {
    return statement(
        message.requestId(),
        gate,
        message.digest(),
        message.passed(),
        message.by(),
        message.detail());
  }

  private Statement statement(
      String requestId,
      Gate gate,
      String digest,
      boolean passed,
      String by,
      @Nullable String detail) {
    return new Statement(
        requestId,
        gate.name(),
        new Digest(digest),
        progress.gatesHash(),
        passed,
        by,
        null,
        PromotionMessages.detail(detail),
        WorkflowClock.now());
  }
}
