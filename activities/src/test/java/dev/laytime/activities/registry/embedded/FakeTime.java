package dev.laytime.activities.registry.embedded;

import java.time.Duration;
import java.time.Instant;

/** Time that passes when a test, or a pause, says so. */
final class FakeTime implements Time {

  private final Instant start = Instant.parse("2026-11-01T00:00:00Z");
  private Instant now = start;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void pause(Duration duration) {
    now = now.plus(duration);
  }

  synchronized Duration passed() {
    return Duration.between(start, now);
  }
}
