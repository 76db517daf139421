package dev.laytime.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * The registry has said that what a life holds is not there. A registry that starts can say so of
 * everything: only what it says again and again, over some time, is believed.
 *
 * @param since when it said so first
 * @param times in a row, 1 or more; whatever else failed in between does not count
 */
public record Missing(Instant since, int times) {

  private static final int SURE = 3;
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final Duration LATER_PAUSE = Duration.ofMinutes(10);

  /** Said once. */
  static Missing first(Instant at) {
    return new Missing(at, 1);
  }

  Missing again() {
    return new Missing(since, times + 1);
  }

  /** Whether it counts as gone. */
  boolean isSure(Instant now) {
    return times >= SURE && !now.isBefore(since.plus(LONG_ENOUGH));
  }

  /** When to ask again. */
  Instant next(Instant now) {
    return now.plus(times == 1 ? FIRST_PAUSE : LATER_PAUSE);
  }
}
