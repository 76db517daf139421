package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.mirror.PollInterval;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "15m, PT15M",
    "1h30m, PT1H30M",
    "1.5h, PT1H30M",
    ".5s, PT0.5S",
    "1500ms, PT1.5S",
    "3µs, PT0.000003S",
    "0, PT0S",
    "0s, PT0S",
    "-1h, PT-1H",
    "2d, PT48H",
    "1w, PT168H",
    "10d5h, PT240H",
    "0w, PT0S",
  })
  void readsTimesAsPeopleWroteThem(String text, Duration duration) {
    assertThat(Frequency.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({"1d12h, PT24H", "1w2d, PT48H", "1.5d, PT120H", "every 2d or so, PT48H"})
  void keepsTheMistakesThatSchedulesStandOn(String text, Duration duration) {
    assertThat(Frequency.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({"''", "10", "2D", "hourly", "1h 30m", "1hm", "-", "1", "300000000h"})
  void takesFiveMinutesForWhatIsNoTime(String text) {
    assertThat(Frequency.duration(text)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Frequency.duration(null)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void looksNoMoreOftenThanIsAllowedAndOnceAYearAtLeast() {
    assertThat(Frequency.of("0s").every()).hasSeconds(10);
    assertThat(Frequency.of("-1h").every()).hasSeconds(10);
    assertThat(Frequency.of("999999999999999999999d").every()).isEqualTo(PollInterval.LONGEST);
    assertThat(Frequency.of("15m").every()).hasMinutes(15);
    assertThat(Frequency.of("1w").every()).hasDays(7);
  }
}
