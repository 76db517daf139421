package dev.laytime.lifecycle;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The registry has said that what a life holds is not there. A registry that starts can say so of
 * everything: only what it says again and again, over some time, is believed.
 *
 * @param since when it said so first
 * @param times in a row, 1 or more; whatever else failed in between does not count
 * @param last when it said so last; null where that was not written down
 * @param expected whether a deletion of ours got no answer before: then it may well have gone
 */
public record Missing(Instant since, int times, boolean expected, @Nullable Instant last) {

  private static final int SURE = 3;
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final Duration LATER_PAUSE = Duration.ofMinutes(10);
  private static final Duration EXPECTED_PAUSE = Findings.DOUBT.dividedBy(2);

  /** Said once. */
  private static Missing first(Instant at, boolean expected) {
    return new Missing(at, 1, expected, at);
  }

  /** Said once more to a life, or once. */
  static Missing after(Life life, Instant at) {
    return life.missing() == null
        ? first(at, life.lookAgainAt() != null)
        : life.missing().again(at);
  }

  private Missing again(Instant at) {
    return new Missing(since, times + 1, expected, at);
  }

  /** Whether it counts as gone. */
  boolean isSure(Instant now) {
    Duration enough = expected ? Findings.DOUBT : LONG_ENOUGH;
    return times >= SURE && !now.isBefore(since.plus(enough));
  }

  /** Whether it said so since something was looked at. */
  boolean isSince(@Nullable Instant look) {
    return last != null && (look == null || !last.isBefore(look));
  }

  /** When to ask again. */
  Instant next(Instant now) {
    if (expected) {
      return now.plus(EXPECTED_PAUSE);
    }
    return now.plus(times == 1 ? FIRST_PAUSE : LATER_PAUSE);
  }
}
