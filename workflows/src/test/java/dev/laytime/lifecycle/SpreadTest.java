package dev.laytime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delays double, end at an hour, and differ from image to image. */
class SpreadTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"1, PT5S", "2, PT10S", "9, PT21M20S", "10, PT42M40S", "11, PT1H", "99, PT1H"})
  void doublesUpToAnHour(int attempts, Duration least) {
    Duration delay = Duration.between(NOW, Spread.retry(image(0), attempts, NOW));
    assertThat(delay).isBetween(least, least.plus(least.dividedBy(4)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT5M, 1, PT5M",
    "PT5M, 2, PT10M",
    "PT5M, 3, PT20M",
    "PT5M, 5, PT1H",
    "PT5M, 99, PT1H",
    "PT3H, 99, PT3H",
    "PT0S, 2, PT10S",
    "-PT1H, 2, PT10S"
  })
  void comesBackLaterAfterEachRefusal(Duration asked, int refusals, Duration least) {
    Instant next = Spread.later(image(0), NOW.plus(asked), refusals, NOW);
    assertThat(Duration.between(NOW, next)).isBetween(least, least.plus(least.dividedBy(4)));
  }

  @Test
  void comesBackAfterTheFirstRefusalAsAsked() {
    assertThat(Spread.later(image(0), NOW.plusSeconds(300), 1, NOW))
        .isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void isTheSameForOneImageAndSpreadOverMany() {
    Duration whole = Duration.ofMinutes(10);
    assertThat(Spread.of(image(1), whole)).isEqualTo(Spread.of(image(1), whole));
    assertThat(IntStream.range(0, 50).mapToObj(i -> Spread.of(image(i), whole)).distinct().count())
        .isGreaterThan(30);
    assertThat(IntStream.range(0, 50).mapToObj(i -> Spread.of(image(i), whole)))
        .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, whole));
  }

  @ParameterizedTest
  @CsvSource({"P14D", "PT1H", "PT10S", "PT1S", "PT0S"})
  void neverShortensTheGracePeriodOfAnImageThatASweepFound(Duration gracePeriod) {
    assertThat(IntStream.range(0, 2000).mapToObj(i -> Spread.ofAdopted(image(i), gracePeriod)))
        .allSatisfy(more -> assertThat(more).isBetween(Duration.ZERO, gracePeriod.dividedBy(10)));
  }

  @Test
  void letsImagesThatAreTakenOverTogetherLeaveOneAfterTheOther() {
    Duration gracePeriod = Duration.ofDays(14);
    Map<Long, Long> hours =
        IntStream.range(0, 3400)
            .mapToObj(i -> Spread.ofAdopted(image(i), gracePeriod).toHours())
            .collect(Collectors.groupingBy(hour -> hour, Collectors.counting()));
    assertThat(hours).hasSize(34);
    assertThat(hours.values()).allSatisfy(count -> assertThat(count).isLessThan(200));
    assertThat(Spread.ofAdopted(image(7), gracePeriod))
        .isEqualTo(Spread.ofAdopted(image(7), gracePeriod));
  }

  private static Reference image(int number) {
    return Reference.parse("r.example.com/app:" + number);
  }
}
