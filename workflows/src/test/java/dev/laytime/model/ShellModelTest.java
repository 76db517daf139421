package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final int SEQUENCES = Integer.getInteger("life.sequences", 40);

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void losesNoImageAndKeepsNoneForEver() {
    ShellTrial.holds(Operations::of, SEED, SEQUENCES);
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
