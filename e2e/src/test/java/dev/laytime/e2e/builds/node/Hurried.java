package dev.laytime.e2e.builds.node;

import dev.laytime.activities.job.JobTicks;
import java.time.Duration;

/**
 * Time that goes by quicker for who waits for Jobs.
 *
 * @param times so much
 */
record Hurried(int times) implements JobTicks {

  @Override
  public long nanos() {
    return JobTicks.SYSTEM.nanos() * times;
  }

  @Override
  public void pause(Duration pause) throws InterruptedException {
    JobTicks.SYSTEM.pause(pause.dividedBy(times));
  }
}
