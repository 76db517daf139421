package dev.laytime.mirror;

import java.time.Duration;
import java.time.Instant;

/**
 * When an image is tried again that could not be looked at or brought: by the next poll, and then
 * ever later. What failed together is not tried together for ever.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int MOST_DOUBLINGS = 20;

  /** A fifth of the wait, in so many parts. */
  private static final int PARTS = 1_000;

  private static final int SHARE = 5;

  private Backoff() {}

  /**
   * Not before that.
   *
   * @param count how often in a row it failed, 1 or more
   * @param id what it is spread by
   */
  static Instant next(Instant failed, int count, String id) {
    if (count <= 1) {
      return failed;
    }
    Duration doubled = FIRST.multipliedBy(1L << Math.min(count - 2, MOST_DOUBLINGS));
    Duration wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    long part = Math.floorMod(id.hashCode(), PARTS);
    return failed.plus(wait).plus(wait.multipliedBy(part).dividedBy((long) SHARE * PARTS));
  }
}
