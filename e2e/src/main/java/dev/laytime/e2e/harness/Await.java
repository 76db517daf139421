package dev.laytime.e2e.harness;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, which no event tells. */
public final class Await {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LONG_PAUSE = Duration.ofMillis(500);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what is waited for, as in "the registry answers"
   * @throws IllegalStateException if it does not hold in time
   */
  public static void until(String what, Duration patience, BooleanSupplier condition) {
    if (!holdsWithin(patience, condition)) {
      throw new IllegalStateException("Waited " + patience.toSeconds() + " s in vain: " + what);
    }
  }

  /** Whether the condition holds before the time is over. */
  public static boolean holdsWithin(Duration patience, BooleanSupplier condition) {
    return holds(patience, PAUSE, condition);
  }

  /** The same, asked twice a second: for what takes long, and costs others work to be asked. */
  public static boolean holdsInTheEnd(Duration patience, BooleanSupplier condition) {
    return holds(patience, LONG_PAUSE, condition);
  }

  private static boolean holds(Duration patience, Duration pause, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      sleep(pause);
    }
    return true;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    }
  }
}
