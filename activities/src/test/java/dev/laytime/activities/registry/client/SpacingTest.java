package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacingTest {

  private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

  /** Time may be anywhere, and run over. */
  private static final long START = Long.MAX_VALUE - 5;

  private final Spacing spacing = new Spacing(Duration.ofMillis(100));

  @Test
  void keepsNobodyWaitingWhoComesAtHisPlace() {
    for (int i = 0; i < 100; i++) {
      assertThat(spacing.pass(START + i * TENTH)).isZero();
    }
  }

  @Test
  void keepsNobodyWaitingWhereThereAreNoBounds() {
    Spacing none = new Spacing(Duration.ZERO);
    assertThat(none.pass(START)).isZero();
    assertThat(none.pass(START)).isZero();
  }

  /** Places are a tenth of a second apart; whoever comes does so late, and many at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void holdsTheBudgetWithinFivePercentHoweverLateRequestsCome(long seed) {
    Random random = new Random(seed);
    List<Long> sent = new ArrayList<>();
    long stands = 0;
    for (int i = 0; i < 2_000; i++) {
      long place = i * TENTH;
      if (random.nextInt(400) == 0) {
        stands = place + random.nextLong(30 * TENTH);
      }
      long now = START + Math.max(place, stands);
      sent.add(now - START + spacing.pass(now).toNanos());
    }
    for (int i = 99; i < sent.size(); i++) {
      double seconds = (sent.get(i) - sent.get(i - 99)) / 1e9;
      assertThat(99 / seconds).isLessThanOrEqualTo(10.5);
    }
    assertThat(2_000 / (sent.getLast() / 1e9)).as("it catches up").isGreaterThan(9.5);
  }
}
