package dev.laytime.worker.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.MirrorPolls;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporalSchedulesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void beginEachAtATimeOfItsOwn() {
    ScheduleSpec one = TemporalSchedules.times(plan("stage.test/hub", HOUR));
    ScheduleSpec other = TemporalSchedules.times(plan("stage.test/quay", HOUR));
    assertThat(one.getIntervals())
        .isEqualTo(
            List.of(
                new ScheduleIntervalSpec(HOUR, new PollInterval(HOUR).offset("stage.test/hub"))));
    assertThat(one.getIntervals()).isNotEqualTo(other.getIntervals());
    assertThat(one.getJitter()).isEqualTo(Duration.ofMinutes(1));
  }

  private static MirrorPolls.Plan plan(String target, Duration every) {
    return new MirrorPolls.Plan(
        target,
        RepositoryPrefix.parse("docker.io/library"),
        RepositoryPrefix.parse(target),
        new PollInterval(every),
        false,
        "1");
  }
}
