package dev.laytime.worker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A clock that stands until somebody moves it. */
final class MovedClock implements InstantSource {

  private Instant now;
  private @Nullable Runnable meanwhile;

  MovedClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    Runnable once = meanwhile;
    meanwhile = null;
    if (once != null) {
      once.run();
    }
    return now;
  }

  /** Happens while somebody asks what time it is, the next time. */
  void meanwhile(Runnable work) {
    meanwhile = work;
  }

  void set(Instant instant) {
    now = instant;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }
}
