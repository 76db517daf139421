package dev.laytime.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * The registry has said that what a life holds is not there. A registry that starts can say so of
 * everything: only what it says again and again, over some time, is believed.
 *
 * @param since when it said so first
 * @param times in a row, 1 or more; whatever else failed in between does not count
 * @param expected whether a deletion of ours got no answer before: then it may well have gone
 */
public record Missing(Instant since, int times, boolean expected) {

  private static final int SURE = 3;
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final Duration LATER_PAUSE = Duration.ofMinutes(10);
  private static final int SURE_OF_EXPECTED = 2;
  private static final Duration EXPECTED_PAUSE = Duration.ofMinutes(1);

  /** Said once. */
  static Missing first(Instant at, boolean expected) {
    return new Missing(at, 1, expected);
  }

  Missing again() {
    return new Missing(since, times + 1, expected);
  }

  /** Whether it counts as gone. */
  boolean isSure(Instant now) {
    return expected
        ? times >= SURE_OF_EXPECTED && !now.isBefore(since.plus(EXPECTED_PAUSE))
        : times >= SURE && !now.isBefore(since.plus(LONG_ENOUGH));
  }

  /** When to ask again. */
  Instant next(Instant now) {
    if (expected) {
      return now.plus(EXPECTED_PAUSE);
    }
    return now.plus(times == 1 ? FIRST_PAUSE : LATER_PAUSE);
  }
}
