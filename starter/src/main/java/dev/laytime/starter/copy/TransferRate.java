package dev.laytime.starter.copy;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes per second over the last few looks. */
final class TransferRate {

  private static final int LOOKS = 6;
  private static final double NANOS = 1e9;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * Adds a look.
   *
   * @param nanos a clock that only runs forward
   * @return the rate by now; zero where there is nothing to compare with, or nothing moves
   */
  long add(long bytes, long nanos) {
    if (!samples.isEmpty() && samples.getLast().bytes() > bytes) {
      samples.clear(); // a new attempt counts from the start
    }
    samples.addLast(new Sample(bytes, nanos));
    if (samples.size() > LOOKS) {
      samples.removeFirst();
    }
    long time = nanos - samples.getFirst().nanos();
    return time <= 0 ? 0 : (long) ((bytes - samples.getFirst().bytes()) * NANOS / time);
  }

  private record Sample(long bytes, long nanos) {}
}
