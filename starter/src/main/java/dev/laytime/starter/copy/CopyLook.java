package dev.laytime.starter.copy;

import dev.laytime.activity.CopyProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at a running copy from outside.
 *
 * @param progress as the activity last reported it; null before it did
 * @param waiting whether it waits because a registry asked for patience
 * @param retry what went wrong before, while nothing has gone right since
 */
public record CopyLook(@Nullable CopyProgress progress, boolean waiting, @Nullable Retry retry) {

  /** Nothing seen. */
  public static final CopyLook NOTHING = new CopyLook(null, false, null);

  /**
   * A failed attempt, and the next.
   *
   * @param attempt the one that failed, counted from 1
   * @param cause why
   * @param pausing whether the next one has yet to start
   * @param nextAt when it does, where the service tells
   */
  public record Retry(int attempt, String cause, boolean pausing, @Nullable Instant nextAt) {}
}
