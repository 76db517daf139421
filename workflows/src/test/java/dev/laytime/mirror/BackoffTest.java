package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Instant FAILED = Instant.parse("2026-11-01T00:00:00Z");

  /** Its hash is 0. */
  private static final String FIRST = "";

  @Test
  void triesAgainByTheNextPollWhatFailedOnce() {
    assertThat(Backoff.next(FAILED, 1, "reg.test/app:1")).isEqualTo(FAILED);
  }

  @ParameterizedTest
  @CsvSource({"2, PT1M", "3, PT2M", "4, PT4M", "10, PT4H16M", "11, PT6H", "1000000, PT6H"})
  void triesEverLaterUpToSixHours(int count, Duration wait) {
    assertThat(Backoff.next(FAILED, count, FIRST)).isEqualTo(FAILED.plus(wait));
  }

  @Test
  void triesNotAllOfThemTogetherAndNoneMuchLater() {
    Set<Instant> times =
        IntStream.range(0, 50)
            .mapToObj(i -> Backoff.next(FAILED, 20, "reg.test/app:" + i))
            .collect(Collectors.toSet());
    assertThat(times).hasSize(50);
    Instant first = FAILED.plus(Duration.ofHours(6));
    assertThat(times)
        .allSatisfy(time -> assertThat(time).isBetween(first, first.plus(Duration.ofMinutes(72))));
  }
}
