package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sequences of {@link ModelTest} over the real workflows, with time that skips.
 *
 * <p>Each costs a third of a second. More of them, or one alone: {@code -Dlife.seed=7
 * -Dlife.sequences=300}.
 */
class ShellModelTest {

  private static final long SEED = Long.getLong("life.seed", 1);
  private static final int SEQUENCES = Integer.getInteger("life.sequences", 100);

  /** A sequence is threads that wait for each other: what one leaves of two cores, another uses. */
  private static final int AT_A_TIME = 2;

  /** A Temporal that stands still is found by its time; how much is needed grows with the count. */
  private static final Duration ENOUGH = Duration.ofMinutes(5).plusSeconds(5L * SEQUENCES);

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void losesNoImageAndKeepsNoneForEver() {
    Trial trial = new Trial(() -> new ShellWorld(Set.of()));
    Trial.Failure failure =
        assertTimeoutPreemptively(ENOUGH, () -> trial.search(SEED, SEQUENCES, AT_A_TIME));
    assertThat(failure).as(() -> failure == null ? "" : failure.text()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void catchesAPlantedBugInTheShellAlone(ShellFlaw flaw) {
    assertThat(new Trial(() -> new ShellWorld(Set.of())).run(Scenarios.of(flaw)))
        .as("without it nothing is wrong")
        .isNull();
    assertThat(new Trial(() -> new ShellWorld(Set.of(flaw))).breaksAPromise(Scenarios.of(flaw)))
        .isTrue();
  }
}
