package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** Sequences over the real workflows, in as many worlds at a time as there is room for. */
final class ShellTrial {

  /** A sequence is threads that wait for each other: what one leaves of two cores, another uses. */
  private static final int AT_A_TIME = 2;

  private ShellTrial() {}

  /** Fails where a sequence of some seeds breaks a promise, or where Temporal stands still. */
  static void holds(LongFunction<List<Operation>> sequences, long firstSeed, int count) {
    Trial trial = new Trial(() -> new ShellWorld(Set.of()), sequences);
    // A Temporal that stands still is found by its time; how much is needed grows with the count.
    Duration enough = Duration.ofMinutes(5).plusSeconds(5L * count);
    Trial.Failure failure =
        assertTimeoutPreemptively(enough, () -> trial.search(firstSeed, count, AT_A_TIME));
    assertThat(failure).as(() -> failure == null ? "" : failure.text()).isNull();
  }
}
