package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HumanTimeTest {

  @ParameterizedTest
  @CsvSource({
    "60s, PT1M",
    "5m, PT5M",
    "5 min, PT5M",
    "1h, PT1H",
    "2d, PT48H",
    "2days, PT48H",
    "1h 30m, PT1H30M",
    "1h30m, PT1H30M",
    "1d 2h 3m 4s 5ms, PT26H3M4.005S",
    "1w, PT168H",
    "1M, PT730H33M36S",
    "1year, PT8766H",
    "7usec, PT0.000007S",
    "' 3hours ', PT3H",
  })
  void readsNumbersWithUnits(String text, Duration time) {
    assertThat(HumanTime.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "h", "1x", "1h-30m", "-1h", "1.5h", "1h 30", "PT1H"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> HumanTime.parse(text)).hasMessageContaining("expected a time as in");
  }
}
