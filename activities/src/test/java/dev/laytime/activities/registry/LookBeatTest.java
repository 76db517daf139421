package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookBeatTest {

  private final List<Long> beats = new ArrayList<>();
  private long now;
  private final LookBeat beat =
      new LookBeat(beats::add, Duration.ofMinutes(2), () -> now, "delete it");

  @Test
  void beatsAsLongAsTheLookGoesOn() {
    beat.run();
    assertThat(beats).as("it has not begun").isEmpty();
    beat.step();
    beat.step();
    beat.run();
    beat.step();
    beat.run();
    beat.run();
    assertThat(beats).as("the request itself is not told of").containsExactly(2L, 3L);
    assertThat(beat.steps()).isEqualTo(3);
  }

  @Test
  void endsWhatTakesLongerThanItMay() {
    now = Duration.ofMinutes(2).toNanos();
    beat.run();
    now++;
    ApplicationFailure failure = catchThrowableOfType(ApplicationFailure.class, beat::run);
    assertThat(failure).hasMessageContaining("took too long to be looked at once more");
  }
}
