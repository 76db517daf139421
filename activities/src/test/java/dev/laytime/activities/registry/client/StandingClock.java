package dev.laytime.activities.registry.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only where somebody sleeps, or says so. */
final class StandingClock implements Toll.Clock {

  final List<Duration> slept = new ArrayList<>();
  boolean interrupts;
  private long nanos = Long.MAX_VALUE - 5;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    if (interrupts) {
      throw new InterruptedException();
    }
    slept.add(time);
    pass(time);
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }
}
