package dev.laytime.e2e.bench.clusters;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is measured, and looks often: it takes less than a usual pause. */
final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(5);

  private static final Duration REST = Duration.ofSeconds(1);

  private Patience() {}

  /** Lets what was told together with others be told. */
  static void rest() {
    LockSupport.parkNanos(REST.toNanos());
  }

  /** Seconds from an instant of {@link System#nanoTime()} until the condition held. */
  static double seconds(String what, long start, Duration patience, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new IllegalStateException("Waited in vain: " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
