package dev.laytime.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  @Test
  void doublesUpToItsLongest() {
    for (int attempt = 1; attempt < 40; attempt++) {
      Duration pause = Backoff.after("promotion/prod/app:1", attempt, FIRST, LONGEST);
      long least = Math.min(5L << Math.min(attempt - 1, 30), 3600);
      assertThat(pause).isBetween(Duration.ofSeconds(least), Duration.ofMillis(least * 1250));
    }
  }

  @Test
  void isTheSameForOneAndDiffersBetweenMany() {
    assertThat(Backoff.after("a", 9, FIRST, LONGEST))
        .isEqualTo(Backoff.after("a", 9, FIRST, LONGEST));
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> Backoff.after("promotion/prod/app:" + i, 20, FIRST, LONGEST))
                .distinct())
        .hasSizeGreaterThan(50);
  }
}
