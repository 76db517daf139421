package dev.laytime.promotion;

import java.time.Duration;

/** Growing pauses that differ from promotion to promotion, so that many do not wake at once. */
public final class Backoff {

  private static final int MOST_DOUBLINGS = 20;
  private static final int PARTS = 1000;
  private static final int SPREAD = 4;

  private Backoff() {}

  /**
   * How long to wait after so many attempts.
   *
   * @param id whose wait it is: it gets up to a quarter more, always the same part
   * @param attempts in a row, 1 or more; each doubles the pause
   * @param longest before the spread
   */
  public static Duration after(String id, int attempts, Duration first, Duration longest) {
    Duration pause = first;
    for (int i = 1; i < Math.min(attempts, MOST_DOUBLINGS) && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    Duration capped = pause.compareTo(longest) > 0 ? longest : pause;
    return capped.plus(
        capped
            .dividedBy(SPREAD)
            .multipliedBy(Math.floorMod(id.hashCode(), PARTS))
            .dividedBy(PARTS));
  }
}
