package dev.laytime.activities.job;

import java.time.Duration;

/** Time, as somebody who waits for a Job spends it. */
public interface JobTicks {

  /** That of this machine. */
  JobTicks SYSTEM =
      new JobTicks() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration pause) throws InterruptedException {
          Thread.sleep(pause);
        }
      };

  /** Nanoseconds since some moment. */
  long nanos();

  /**
   * Lets time go by.
   *
   * @throws InterruptedException if somebody wants no more
   */
  void pause(Duration pause) throws InterruptedException;
}
