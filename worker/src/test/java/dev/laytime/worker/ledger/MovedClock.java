package dev.laytime.worker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until somebody moves it. */
final class MovedClock implements InstantSource {

  private Instant now;

  MovedClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(Instant instant) {
    now = instant;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }
}
