package dev.laytime.workflow;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way into a stage: gates, the move, floating tags, the attestation, Git. Workflow
 * id: {@link WorkflowIds#promotion}.
 *
 * <p>It is asked for by update-with-start: start with an order, update {@link #request} with the
 * same one. The same digest joins; another one supersedes a run that is still at its gates, and is
 * told to wait by one that has begun to move. Messages carry plain strings.
 */
@WorkflowInterface
public interface Promotion {

  /**
   * Waits at the gates, then moves.
   *
   * @return where it ended
   */
  @WorkflowMethod
  PromotionStatus run(Start start);

  /** Whether this run does what is ordered. Asking twice does no harm. */
  @UpdateMethod
  PromotionAnswer request(PromotionOrder order);

  /** Approves it; answered once the ledger has it. */
  @UpdateMethod
  PromotionStatus approve(ApproveMessage message);

  @UpdateValidatorMethod(updateName = "approve")
  void validateApprove(ApproveMessage message);

  /** The result of a named check. */
  @SignalMethod
  void check(CheckMessage message);

  /** Ends it, as long as it is at its gates. */
  @UpdateMethod
  PromotionStatus cancel(CancelMessage message);

  @UpdateValidatorMethod(updateName = "cancel")
  void validateCancel(CancelMessage message);

  /** Something changed elsewhere: read the gates again. */
  @SignalMethod
  void look(String why);

  /** Where it stands. */
  @QueryMethod
  PromotionStatus status();

  /**
   * What a promotion starts with.
   *
   * @param carried what an earlier run of it knew; null from every sender, and refused from them
   */
  record Start(PromotionOrder order, @Nullable Carried carried) {

    /** What every sender starts a promotion with. */
    public static Start of(PromotionOrder order) {
      return new Start(order, null);
    }
  }

  /**
   * What goes on in a new run.
   *
   * @param path by which it moves, whatever the configuration says by now; null at the gates
   * @param proof how it was proven who gave the order, when it began to move; null where it was not
   * @param past request ids of orders that were superseded, or ended before this one began
   * @param joined orders of the same that are to be looked at yet: one of them may be proven
   * @param checks results that are to be written down yet
   */
  record Carried(
      PromotionStatus status,
      @Nullable PromotionPath path,
      @Nullable String proof,
      List<String> past,
      List<PromotionOrder> joined,
      List<CheckMessage> checks) {
    public Carried {
      past = List.copyOf(past);
      joined = List.copyOf(joined);
      checks = List.copyOf(checks);
    }
  }

  /**
   * An approval.
   *
   * @param gate the name of the gate; null where the path has only one that wants approvals
   * @param digest what is approved
   * @param path by which, as who approves saw it; null for whichever it is
   * @param gates the hash of its gates, as who approves saw them: {@link
   *     PromotionStatus#gatesHash}. Null for those of now: that does not do for a gate that wants
   *     proof
   * @param nonce what the worker that proved who says so sends with it; null from everybody else
   */
  record ApproveMessage(
      String requestId,
      @Nullable String gate,
      String digest,
      String by,
      @Nullable String why,
      @Nullable String path,
      @Nullable String gates,
      @Nullable String nonce) {

    /** Of somebody who did not say what the path was. */
    public ApproveMessage(
        String requestId, @Nullable String gate, String digest, String by, @Nullable String why) {
      this(requestId, gate, digest, by, why, null, null, null);
    }

    /** Of somebody who is not proven. */
    public ApproveMessage(
        String requestId,
        @Nullable String gate,
        String digest,
        String by,
        @Nullable String why,
        @Nullable String path,
        @Nullable String gates) {
      this(requestId, gate, digest, by, why, path, gates, null);
    }
  }

  /**
   * A check's result.
   *
   * @param name of the check, which is the gate's
   * @param digest what was checked
   * @param nonce what the worker that proved who says so sends with it; null from everybody else
   */
  record CheckMessage(
      String requestId,
      String name,
      String digest,
      boolean passed,
      String by,
      @Nullable String detail,
      @Nullable String nonce) {

    /** Of somebody who is not proven. */
    public CheckMessage(
        String requestId,
        String name,
        String digest,
        boolean passed,
        String by,
        @Nullable String detail) {
      this(requestId, name, digest, passed, by, detail, null);
    }
  }

  /**
   * Somebody does not want it.
   *
   * @param digest what is not wanted; null for whatever waits
   * @param path by which; null for whichever it is
   */
  record CancelMessage(
      String requestId,
      String by,
      @Nullable String why,
      @Nullable String digest,
      @Nullable String path) {

    /** Of somebody who did not say what it was. */
    public CancelMessage(String requestId, String by, @Nullable String why) {
      this(requestId, by, why, null, null);
    }
  }
}
