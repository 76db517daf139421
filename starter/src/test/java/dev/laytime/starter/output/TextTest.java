package dev.laytime.starter.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.900Z");

  @ParameterizedTest
  @CsvSource({
    "0, now",
    "1, in 1 s",
    "-1, 1 s ago",
    "119, in 119 s",
    "120, in 2 min",
    "7199, in 119 min",
    "7200, in 2 h",
    "-172799, 47 h ago",
    "-172800, 2 d ago",
    "2592000, in 30 d",
  })
  void saysHowFarAwayAnInstantIs(long seconds, String text) {
    assertThat(Moment.distance(NOW.plusSeconds(seconds), NOW)).isEqualTo(text);
  }

  @Test
  void writesAnInstantToTheSecond() {
    assertThat(Moment.text(NOW, NOW.minusSeconds(3))).isEqualTo("2026-11-21T12:00:00Z, in 3 s");
  }

  @Test
  void makesEachColumnAsWideAsItsWidestCell() {
    Table table = new Table("A", "LONG", "C");
    table.add("aaa", "b", "c");
    table.add("\u001b[31m\nx", "bb", "");

    assertThat(table.text()).isEqualTo("A        LONG  C\naaa      b     c\n?[31m x  bb\n");
    assertThatThrownBy(() -> table.add("one")).isInstanceOf(IllegalArgumentException.class);
  }
}
