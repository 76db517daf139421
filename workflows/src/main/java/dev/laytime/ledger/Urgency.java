package dev.laytime.ledger;

/**
 * Who goes first where a registry's budget does not suffice for all. It is the priority of the
 * Temporal task that asks: queue and budget put the same things first.
 */
public enum Urgency {

  /** A Pod waits for it. */
  AWAITED(1),

  /** Somebody ordered it, as by a promotion or a manifest; and all that looks after stages. */
  ORDERED(3),

  /** Nobody waits: polls, and copies of what they offered. */
  REFRESH(4);

  private final int priority;

  Urgency(int priority) {
    this.priority = priority;
  }

  /** The priority key of its tasks, 1 to 5; Temporal's own default is that of {@link #ORDERED}. */
  public int priority() {
    return priority;
  }

  /**
   * What a task is for.
   *
   * @param priority its key; 0 where it has none
   */
  public static Urgency of(int priority) {
    if (priority > ORDERED.priority) {
      return REFRESH;
    }
    return priority == 0 || priority == ORDERED.priority ? ORDERED : AWAITED;
  }
}
