package dev.laytime.e2e.counterpart;

import java.util.concurrent.TimeUnit;

/** Bytes a second, shared by all who send. */
final class Pace {

  private long bytesPerSecond = Long.MAX_VALUE;
  private long next = System.nanoTime();

  synchronized void limit(long limit) {
    bytesPerSecond = limit;
  }

  /** Returns when so many bytes may be sent. */
  void await(int bytes) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(reserve(bytes));
  }

  private synchronized long reserve(int bytes) {
    long now = System.nanoTime();
    long start = Math.max(next, now);
    next = start + (long) (bytes * 1e9 / bytesPerSecond);
    return start - now;
  }
}
