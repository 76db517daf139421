package dev.laytime.e2e.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again how much memory a process and its descendants have together. */
final class PeakWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(50);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile long peak;

  PeakWatch(long pid) {
    this.thread = Thread.ofPlatform().start(() -> watch(pid));
  }

  /** The most that was seen. */
  long peakBytes() {
    return peak;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(long pid) {
    try {
      do {
        peak = Math.max(peak, ProcessTree.residentBytes(pid));
      } while (!ended.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
