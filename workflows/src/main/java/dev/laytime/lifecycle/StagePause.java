package dev.laytime.lifecycle;

import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's word that nothing leaves a stage.
 *
 * @param stage its name
 * @param by who said so
 * @param why for people
 * @param since when it was said
 * @param until the first instant at which it is over; null for until somebody takes it back
 */
public record StagePause(
    String stage, String by, String why, Instant since, @Nullable Instant until) {

  private static final Duration SPREAD = Duration.ofMinutes(10);

  /** Whether it holds. */
  public boolean holds(Instant now) {
    return until == null || now.isBefore(until);
  }

  /** When an image that waits for its end looks again; null where it has none. */
  public @Nullable Instant retryAt(Reference image) {
    return until == null ? null : until.plus(Spread.of(image, SPREAD));
  }

  @Override
  public String toString() {
    String end = until == null ? "" : " until " + until;
    return "stage %s is paused by %s since %s%s: %s".formatted(stage, by, since, end, why);
  }
}
