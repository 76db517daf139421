package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollIntervalTest {

  @ParameterizedTest
  @CsvSource({"PT9.999S", "PT0S", "PT-1M", "P366DT0.001S"})
  void refusesWhatIsTooShortOrTooLong(Duration every) {
    assertThatThrownBy(() -> new PollInterval(every))
        .hasMessageContaining("expected from PT10S to PT8784H");
  }

  @ParameterizedTest
  @CsvSource({"PT0S,PT10S", "PT10S,PT10S", "PT5M,PT5M", "P366D,P366D", "P49710D,P366D"})
  void takesTheNearestOfWhateverIsAskedFor(Duration asked, Duration every) {
    assertThat(PollInterval.nearest(asked).every()).isEqualTo(every);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT10S | * * * * *",
        "PT1M | * * * * *",
        "PT61S | */2 * * * *",
        "PT5M | */5 * * * *",
        "PT7M | */10 * * * *",
        "PT30M | */30 * * * *",
        "PT31M | 0 * * * *",
        "PT1H | 0 * * * *",
        "PT61M | 0 */2 * * *",
        "PT5H | 0 */6 * * *",
        "PT12H | 0 */12 * * *",
        "PT13H | 0 0 * * *",
        "PT24H | 0 0 * * *",
        "PT25H | 0 0 */2 * *",
        "P3D | 0 0 */3 * *",
        "P7D | 0 0 * * 0",
        "P14D | 0 0 1,16 * *",
        "P28D | 0 0 1 * *",
        "P90D | 0 0 1 */3 *",
        "P180D | 0 0 1 */6 *",
        "P366D | 0 0 1 1 *",
      })
  void isInCronAsOftenOrLessOften(Duration every, String cron) {
    assertThat(new PollInterval(every).cron()).isEqualTo(cron);
  }

  @Test
  void beginsForEachMirrorAtAnotherTimeOfAnHour() {
    PollInterval hour = new PollInterval(Duration.ofHours(1));
    Map<Long, Long> polls =
        IntStream.range(0, 500)
            .mapToObj(i -> hour.offset("rule-%03d".formatted(i)))
            .collect(Collectors.groupingBy(Duration::toMinutes, Collectors.counting()));
    assertThat(polls.keySet()).allMatch(minute -> minute >= 0 && minute < 60);
    assertThat(polls.values()).as("some eight a minute").allMatch(number -> number < 20);
    assertThat(hour.offset("rule-001")).isEqualTo(hour.offset("rule-001"));
  }

  @Test
  void isSpreadOverADayToo() {
    PollInterval day = new PollInterval(Duration.ofDays(1));
    Map<Long, Long> polls =
        IntStream.range(0, 500)
            .mapToObj(i -> day.offset("rule-%03d".formatted(i)))
            .collect(Collectors.groupingBy(Duration::toHours, Collectors.counting()));
    assertThat(polls).as("some twenty an hour").hasSize(24);
    assertThat(polls.values()).allMatch(number -> number < 45);
  }

  @Test
  void isLeftToChanceWhereItIsShort() {
    assertThat(new PollInterval(Duration.ofMinutes(59)).offset("app")).isEqualTo(Duration.ZERO);
  }

  @Test
  void isLateByATenthAndByAMinuteAtMost() {
    assertThat(new PollInterval(Duration.ofSeconds(10)).jitter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new PollInterval(Duration.ofHours(1)).jitter()).isEqualTo(Duration.ofMinutes(1));
  }
}
