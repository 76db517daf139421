package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random sequences of everything that happens lose no image and keep none for ever.
 *
 * <p>More of them, or one alone: {@code -Dlaytime.model.seed=7 -Dlaytime.model.sequences=1}.
 */
class ModelTest {

  private static final long SEED = Long.getLong("laytime.model.seed", 1);
  private static final int SEQUENCES = Integer.getInteger("laytime.model.sequences", 10_000);

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void losesNoImageAndKeepsNoneForEver() {
    Trial trial = new Trial(() -> new ModelWorld(Rules.REAL, Set.of()));
    Trial.Failure failure = trial.search(SEED, SEQUENCES);
    assertThat(failure).as(() -> failure == null ? "" : failure.text()).isNull();
  }
}
