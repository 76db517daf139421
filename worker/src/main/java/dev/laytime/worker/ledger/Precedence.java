package dev.laytime.worker.ledger;

import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;

/**
 * Who goes first among those who share a budget. Whoever was sent away finds what comes next kept
 * for them, and of ten places that are wanted those behind get one all the same.
 *
 * @param awaitedUntil until when places are kept for what Pods wait for
 * @param orderedUntil until when they are kept for what was ordered
 * @param orderedPassed how many places others got before what was ordered, less what it got for it
 * @param refreshPassed the same of refreshes
 */
record Precedence(
    Instant awaitedUntil, Instant orderedUntil, int orderedPassed, int refreshPassed) {

  /** After so many places that others got, one is due. */
  static final int PASSED = 9;

  /** Who wanted nothing for long has no more than five places due. */
  private static final int MOST_PASSED = 5 * PASSED;

  /** Who is told to come back is not there to the second. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** Nobody was sent away, and nothing is due. */
  static final Precedence NONE = new Precedence(Instant.EPOCH, Instant.EPOCH, 0, 0);

  /** Until when a place is kept for somebody more urgent; before it where none is. */
  Instant keptUntil(Urgency urgency) {
    return switch (urgency) {
      case AWAITED -> Instant.EPOCH;
      case ORDERED -> awaitedUntil;
      case REFRESH -> awaitedUntil.isAfter(orderedUntil) ? awaitedUntil : orderedUntil;
    };
  }

  /** Whether anybody was sent away who may come back. */
  boolean isWanted(Instant now) {
    return keptUntil(Urgency.REFRESH).isAfter(now);
  }

  /** Whether it was passed over often enough to go before all others. */
  boolean isDue(Urgency urgency) {
    return switch (urgency) {
      case AWAITED -> false;
      case ORDERED -> orderedPassed >= PASSED;
      case REFRESH -> refreshPassed >= PASSED;
    };
  }

  /**
   * The same, after somebody was sent away.
   *
   * @param back when they come back
   */
  Precedence sentAway(Urgency urgency, Instant back) {
    Instant until = back.plus(GRACE);
    return switch (urgency) {
      case AWAITED ->
          new Precedence(latest(awaitedUntil, until), orderedUntil, orderedPassed, refreshPassed);
      case ORDERED ->
          new Precedence(awaitedUntil, latest(orderedUntil, until), orderedPassed, refreshPassed);
      case REFRESH -> this;
    };
  }

  /** The same, after somebody got places. */
  Precedence served(Urgency urgency, int places) {
    return switch (urgency) {
      case AWAITED -> passed(places, places);
      case ORDERED -> passed(-PASSED * places, places);
      case REFRESH -> passed(0, -PASSED * places);
    };
  }

  private Precedence passed(int ordered, int refresh) {
    return new Precedence(
        awaitedUntil,
        orderedUntil,
        Math.clamp(orderedPassed + (long) ordered, 0, MOST_PASSED),
        Math.clamp(refreshPassed + (long) refresh, 0, MOST_PASSED));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
