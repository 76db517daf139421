package dev.laytime.activities.crd.flux;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in imagerepo-mirror's README, row by row. */
class ScanTest {

  private static final @Nullable Scan NONE = null;
  private static final Scan EMPTY = new Scan("");

  @Test
  void createWithoutAResultIsLeft() {
    assertThat(Scan.asksAtFirst(NONE)).isFalse();
  }

  @Test
  void createWithAnEmptyRevisionIsLeft() {
    assertThat(Scan.asksAtFirst(EMPTY)).isFalse();
  }

  @Test
  void createWithARevisionAsks() {
    assertThat(Scan.asksAtFirst(new Scan("1"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1", "''"})
  void updateWithTheSameRevisionIsLeft(String revision) {
    assertThat(Scan.asks(new Scan(revision), new Scan(revision))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "'', 1", "1, ''"})
  void updateWithAnotherRevisionAsks(String before, String now) {
    assertThat(Scan.asks(new Scan(before), new Scan(now))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1", "''"})
  void updateFromNoneToOneAsks(String revision) {
    assertThat(Scan.asks(NONE, new Scan(revision))).isTrue();
  }

  @Test
  void updateFromNoneToNoneIsLeft() {
    assertThat(Scan.asks(NONE, NONE)).isFalse();
  }

  @Test
  void updateFromOneToNoneIsLeft() {
    assertThat(Scan.asks(new Scan("1"), NONE)).isFalse();
  }
}
