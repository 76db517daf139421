package dev.laytime.worker.messages;

import java.time.Duration;

/** Keeps some time between one message and the next. */
final class Throttle {

  /** None at all. */
  static final Throttle OPEN = new Throttle(Duration.ZERO, _ -> {});

  private final Duration between;
  private final Announcements.Pause pause;

  Throttle(Duration between, Announcements.Pause pause) {
    this.between = between;
    this.pause = pause;
  }

  /** Returns after that time. */
  void take() {
    try {
      pause.take(between);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted between two messages: the rest is told later", e);
    }
  }
}
