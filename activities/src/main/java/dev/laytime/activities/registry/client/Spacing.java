package dev.laytime.activities.registry.client;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps requests apart that had places and were held up: a process that stood still for a moment
 * does not send at once what it may have sent meanwhile. It catches up by 3 %.
 */
final class Spacing {

  private static final int SHARE = 97;
  private static final int WHOLE = 100;

  private final long step;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean begun;
  private long next;

  /**
   * @param interval between two places; zero for no bounds
   */
  Spacing(Duration interval) {
    this.step = interval.toNanos() / WHOLE * SHARE;
  }

  /** How long whoever is about to send still waits, who is the last from now on. */
  Duration pass(long now) {
    if (step == 0) {
      return Duration.ZERO;
    }
    lock.lock();
    try {
      long due = begun && next - now > 0 ? next : now;
      begun = true;
      next = due + step;
      return Duration.ofNanos(due - now);
    } finally {
      lock.unlock();
    }
  }
}
