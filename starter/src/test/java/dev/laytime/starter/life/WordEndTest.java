package dev.laytime.starter.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.starter.output.CommandFailure;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordEndTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "30d, 2026-12-21T12:00:00Z",
    "1s, 2026-11-21T12:00:01Z",
    "2026-12-31, 2027-01-01T00:00:00Z",
    "2026-11-21, 2026-11-22T00:00:00Z",
    "2026-11-21T12:00:01Z, 2026-11-21T12:00:01Z",
    "2026-11-21T14:00:01+01:00, 2026-11-21T13:00:01Z",
  })
  void readsSpansDaysAndInstants(String text, Instant end) {
    assertThat(WordEnd.parse("pin", text, NOW)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "30", "2026-13-01", "2026-11-20", "2026-11-21T12:00:00Z"})
  void refusesWhatIsNoEndOrIsOver(String text) {
    assertThatThrownBy(() -> WordEnd.parse("pin", text, NOW)).isInstanceOf(CommandFailure.class);
  }
}
