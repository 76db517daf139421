package dev.laytime.worker.messages;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;

/** What people say to promotions. */
public interface PromotionWords {

  /**
   * Starts a promotion, or joins the one that runs.
   *
   * @throws UnsaidException if it does not answer
   */
  PromotionAnswer ask(String id, PromotionOrder order);

  /**
   * Approves one.
   *
   * @throws UnsaidException if there is none, it refuses, or does not answer
   */
  PromotionStatus approve(String id, ApproveMessage message);

  /**
   * Tells one the result of a check.
   *
   * @throws UnsaidException if there is none
   */
  void check(String id, CheckMessage message);

  /**
   * Ends one.
   *
   * @throws UnsaidException if there is none, it refuses, or does not answer
   */
  PromotionStatus cancel(String id, CancelMessage message);

  /** A word that did not arrive, or was not taken. */
  final class UnsaidException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Why why;

    public UnsaidException(Why why, String message) {
      super(message);
      this.why = why;
    }

    /** Why it was not. */
    public Why why() {
      return why;
    }
  }

  /** Why a word was not taken. */
  enum Why {
    /** There is no such promotion, or it is over. */
    MISSING,
    /** It does not take it. */
    REFUSED,
    /** Nobody answers; it may be taken later. */
    UNANSWERED
  }
}
