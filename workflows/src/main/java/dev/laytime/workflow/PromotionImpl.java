package dev.laytime.workflow;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Succession;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.slf4j.Logger;

/** Waits at the gates, moves, and ends; takes messages meanwhile. */
public final class PromotionImpl implements Promotion {

  private static final Logger log = Workflow.getLogger(PromotionImpl.class);

  private final PromotionProgress progress;
  private final PromotionLedger ledger;
  private final PromotionStatements statements;
  private final PromotionDisplay display;
  private final PromotionGates gates;
  private final PromotionMove move;
  private boolean remembered;

  /** Messages may arrive before {@link #run}: what they read is set here. */
  @WorkflowInit
  public PromotionImpl(Start start) {
    Carried carried = HandedOn.orNull(start.carried());
    this.progress = new PromotionProgress(new Start(start.order(), carried));
    this.ledger = new PromotionLedger(progress);
    this.statements =
        new PromotionStatements(progress, ledger, carried == null ? List.of() : carried.checks());
    this.display = new PromotionDisplay(progress);
    this.gates = new PromotionGates(progress, ledger, statements, display);
    this.move = new PromotionMove(progress, ledger, display);
  }

  @Override
  public PromotionStatus run(Start start) {
    String fault =
        HandedOn.isForged(start.carried())
            ? HandedOn.FORGED
            : PromotionMessages.fault(start.order());
    if (fault != null) {
      throw PromotionMessages.refusal(new IllegalArgumentException(fault));
    }
    try {
      display.show();
      gates.pass();
      if (progress.state() == PromotionState.MOVING) {
        move.carryOut();
      }
      end();
    } catch (CanceledFailure stopped) {
      Workflow.newDetachedCancellationScope(this::stop).run();
      throw stopped;
    }
    writeWhatWasToFollow();
    Start successor = progress.successor(statements.early());
    if (successor != null) {
      Workflow.continueAsNew(successor);
    }
    return progress.status();
  }

  private void end() {
    display.show();
    ledger.rememberSuperseded();
    ledger.rememberSurely();
    remembered = true;
    log.info(
        "{} target={} digest={} cause={}",
        progress.state(),
        progress.order().target(),
        progress.order().digest(),
        progress.status().cause());
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  /** Of orders that came after the end only the last one runs. */
  private void writeWhatWasToFollow() {
    while (progress.unwritten() != null) {
      ledger.rememberSuperseded();
      Workflow.await(Workflow::isEveryHandlerFinished);
    }
  }

  /** Ended from outside: nobody shall believe that it was not begun, or that it is all there. */
  private void stop() {
    if (!progress.state().over()) {
      progress.stop(
          progress.state() == PromotionState.MOVING
              ? "stopped half-way: " + move.account()
              : "its workflow was cancelled");
    }
    end();
  }

  @Override
  public PromotionAnswer request(PromotionOrder order) {
    String fault = PromotionMessages.fault(order);
    if (fault != null) {
      Succession never = new Succession(Succession.Answer.REFUSED, fault);
      return new PromotionAnswer(progress.id(), never.text(), never.reason());
    }
    PromotionOrder before = progress.order();
    Succession succession = progress.take(order);
    if (succession.answer() == Succession.Answer.SUPERSEDING) {
      gates.disturb();
    } else if (progress.joined() != null || !progress.order().equals(before)) {
      gates.stir();
    }
    if (progress.following() != null) {
      move.giveWay();
    }
    return new PromotionAnswer(
        progress.id(),
        succession.text(),
        succession.reason(),
        succession.answer() == Succession.Answer.JOINED ? joinedBy(order) : null);
  }

  /** The request id of the order that another one of the same joins. */
  private String joinedBy(PromotionOrder other) {
    PromotionOrder present = progress.order();
    PromotionOrder following = progress.following();
    return following == null || other.requestId().equals(present.requestId())
        ? present.requestId()
        : following.requestId();
  }

  @Override
  public PromotionStatus approve(ApproveMessage message) {
    statements.approve(message);
    gates.stir();
    return progress.status();
  }

  @Override
  public void validateApprove(ApproveMessage message) {
    PromotionMessages.check(message, progress.order(), progress.state());
  }

  @Override
  public void check(CheckMessage message) {
    statements.take(message);
    gates.stir();
  }

  @Override
  public PromotionStatus cancel(CancelMessage message) {
    progress.cancel(
        message.why() == null || message.why().isBlank()
            ? "cancelled by " + message.by()
            : "cancelled by %s: %s"
                .formatted(message.by(), PromotionMessages.detail(message.why())));
    gates.disturb();
    // One that goes on where a lost run left it may turn out to move.
    Workflow.await(() -> remembered || progress.cancellation() == null);
    return progress.status();
  }

  @Override
  public void validateCancel(CancelMessage message) {
    PromotionMessages.check(message, progress.order(), progress.state());
  }

  @Override
  public void look(String why) {
    gates.stir();
  }

  @Override
  public PromotionStatus status() {
    return progress.status();
  }
}
