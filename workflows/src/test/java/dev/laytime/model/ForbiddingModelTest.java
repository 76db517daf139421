package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Lifecycle;
import dev.laytime.lifecycle.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The sequences of {@link ModelTest} in which people forbid and allow: what is forbidden is never
 * written, and once all is allowed everything is as if nobody had forbidden anything.
 */
class ForbiddingModelTest {

  private static final long SEED = Long.getLong("forbid.seed", 1);
  private static final int SEQUENCES = Integer.getInteger("forbid.sequences", 1000);
  private static final int SHELL_SEQUENCES = Integer.getInteger("forbid.shell.sequences", 8);

  @Test
  void writesNothingThatIsForbiddenAndLosesNoImageForIt() {
    Trial trial = new Trial(() -> new ModelWorld(Rules.REAL, Set.of()), Operations::forbidding);
    Trial.Failure failure = trial.search(SEED, SEQUENCES);
    assertThat(failure).as(() -> failure == null ? "" : failure.text()).isNull();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void doesSoOverTheRealWorkflows() {
    ShellTrial.holds(Operations::forbidding, SEED, SHELL_SEQUENCES);
  }

  @Test
  void catchesALifeThatHeedsNoWord() {
    Trial trial = new Trial(() -> new ModelWorld(new Heedless(), Set.of()), Operations::forbidding);
    assertThat(trial.breaksAPromise(1, SEQUENCES)).isTrue();
  }

  /** It decides as if nobody had forbidden anything. */
  private record Heedless() implements Rules {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, policy.forbidding(List.of()), now);
    }
  }
}
