package dev.laytime.activities.registry.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told. */
final class SteppingClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void step(Duration by) {
    now = now.plus(by);
  }
}
