package dev.laytime.worker.step;

import dev.laytime.activities.job.JobTicks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time that goes by where somebody waits, and at once. */
final class FakeTicks implements JobTicks, InstantSource {

  /** No later than the machine's, so that what is told by that is still to come. */
  private final Instant begun = Instant.now();

  final List<Duration> pauses = new ArrayList<>();
  private Duration passed = Duration.ZERO;

  void pass(Duration time) {
    passed = passed.plus(time);
  }

  @Override
  public long nanos() {
    return passed.toNanos();
  }

  @Override
  public Instant instant() {
    return begun.plus(passed);
  }

  @Override
  public void pause(Duration pause) {
    pauses.add(pause);
    pass(pause);
  }
}
