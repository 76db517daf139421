package dev.laytime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextSlotTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT-5S, 0 s",
    "PT0.2S, 1 s",
    "PT119S, 119 s",
    "PT2M, 2 min",
    "PT13M1S, 14 min",
    "PT119M, 119 min",
    "PT2H, 2 h",
    "PT5H1S, 6 h"
  })
  void isToldInTheUnitThatFitsAndNeverTooSoon(Duration wait, String text) {
    assertThat(NextSlot.in(wait)).isEqualTo("next slot in " + text);
  }
}
