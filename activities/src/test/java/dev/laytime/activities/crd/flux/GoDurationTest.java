package dev.laytime.activities.crd.flux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({"5m, PT5M", "1h30m0s, PT1H30M", "1.5h, PT1H30M", "500ms, PT0.5S", "24h, PT24H"})
  void readsWhatGoWrites(String text, Duration duration) {
    assertThat(GoDuration.parse(text)).isEqualTo(Optional.of(duration));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "5 m", "-5m", "5d", "5m5", "999999999h"})
  void readsNothingElse(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }
}
