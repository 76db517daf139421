package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A removal's heartbeat: it beats as long as the look before it goes on, and then no more. So a
 * worker that died is missed soon, and after the last beat there is time for one DELETE.
 */
final class LookBeat implements Runnable {

  private final LongConsumer heartbeat;
  private final long until;
  private final LongSupplier nanoTime;
  private final String what;
  private final AtomicLong steps = new AtomicLong();
  private long told;

  /**
   * @param left for all of it
   * @param what is being done, for errors
   */
  LookBeat(LongConsumer heartbeat, Duration left, LongSupplier nanoTime, String what) {
    this.heartbeat = heartbeat;
    this.nanoTime = nanoTime;
    this.until = nanoTime.getAsLong() + left.toNanos();
    this.what = what;
  }

  /** Takes a step of the look. */
  void step() {
    steps.incrementAndGet();
  }

  /** How many there were. */
  long steps() {
    return steps.get();
  }

  @Override
  public void run() {
    if (nanoTime.getAsLong() - until > 0) {
      throw Failures.of(
          new RegistryException(
              FailureType.UNAVAILABLE,
              what,
              "the registry took too long to be looked at once more",
              "allow more requests per second, or split the repository"),
          what);
    }
    long now = steps.get();
    if (now != told) {
      told = now;
      heartbeat.accept(now);
    }
  }
}
