package dev.laytime.promotion;

/** The states of a promotion, as search attribute {@code LaytimeState} shows them. */
public enum PromotionState {
  /** At its gates; it may still be superseded or cancelled. */
  WAITING,

  /** It has begun to move, and is not stopped any more. */
  MOVING,

  /** The image is in every destination, and in Git. */
  PROMOTED,

  /** Another digest was ordered while it waited. */
  SUPERSEDED,

  /** A person did not want it any more. */
  CANCELLED,

  /** It waited at its gates for too long. */
  EXPIRED,

  /** It cannot be done: what for stands in its cause. */
  REFUSED,

  /** It had begun to move, and what it moves has been nowhere for too long. */
  FAILED;

  /** Whether nothing follows. */
  public boolean over() {
    return this != WAITING && this != MOVING;
  }
}
