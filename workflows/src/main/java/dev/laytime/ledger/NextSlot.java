package dev.laytime.ledger;

import java.time.Duration;

/** How long a registry is to be waited for, for people. */
public final class NextSlot {

  private static final long MINUTES = 60;
  private static final long HOURS = 3600;

  private NextSlot() {}

  /** In the largest unit of which there are two or more: {@code next slot in 14 min}. */
  public static String in(Duration wait) {
    long seconds = wait.isPositive() ? wait.plusNanos(999_999_999).toSeconds() : 0;
    if (seconds >= 2 * HOURS) {
      return "next slot in %d h".formatted(Math.ceilDiv(seconds, HOURS));
    }
    return seconds >= 2 * MINUTES
        ? "next slot in %d min".formatted(Math.ceilDiv(seconds, MINUTES))
        : "next slot in %d s".formatted(seconds);
  }
}
