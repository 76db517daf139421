package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter.Standing;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The last build of an object's generation. What others were at fault for, after a day of trying,
 * is ordered again some hours later; what the object is at fault for is not. Pure.
 *
 * @param number 0 for the first
 * @param standing null where there is none
 */
record Attempt(int number, @Nullable Standing standing) {

  static final Attempt NONE = new Attempt(0, null);

  private static final int MOST = 5;
  private static final Duration PAUSE = Duration.ofHours(6);

  /**
   * The last one.
   *
   * @param standings by number; none follows on one that was not ordered
   */
  static Attempt last(IntFunction<Optional<Standing>> standings) {
    Attempt last = NONE;
    for (int number = 0; number < MOST; number++) {
      Standing next = standings.apply(number).orElse(null);
      if (next == null) {
        return last;
      }
      last = new Attempt(number, next);
    }
    return last;
  }

  @Nullable BuildStatus status() {
    return standing == null ? null : standing.status();
  }

  /** When it is ordered again; empty where it is not. */
  Optional<Instant> again() {
    if (standing == null || standing.endedAt() == null || number + 1 >= MOST) {
      return Optional.empty();
    }
    BuildFailure failure = standing.status().failure();
    return standing.status().state() == BuildState.FAILED
            && failure != null
            && failure.kind().retryable()
        ? Optional.of(standing.endedAt().plus(PAUSE))
        : Optional.empty();
  }

  boolean isDue(Instant now) {
    return again().filter(at -> !at.isAfter(now)).isPresent();
  }
}
