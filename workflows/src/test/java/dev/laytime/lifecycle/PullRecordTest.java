package dev.laytime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a window of a hundred seconds keeps, by what a registry told of pulls. */
class PullRecordTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WINDOW = Duration.ofSeconds(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(7);

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static List<Retention.Kept> keeps(
      @Nullable Integer last, @Nullable Integer since, @Nullable Integer until, int now) {
    return record(last, since, until, Instant.MIN).keeps(WINDOW, at(now));
  }

  private static PullRecord record(
      @Nullable Integer last, @Nullable Integer since, @Nullable Integer until, Instant notBefore) {
    return new PullRecord(
        last == null ? null : at(last),
        since == null ? null : at(since),
        until == null ? null : at(until),
        null,
        PATIENCE,
        notBefore,
        PAUSE);
  }

  @ParameterizedTest
  @CsvSource({
    // last, since, until, now, kept
    ",    0, 100, 100, false",
    ",    0,  99, 100, true",
    ",    0,  99,  99, true",
    ",    0, 180, 200, false",
    ",    0, 180, 201, true",
    ",    1, 200, 100, true",
    ",    1, 200, 101, false",
    "50,  0, 149, 149, true",
    "50,  0, 149, 150, true",
    "50,  0, 150, 150, false",
    "50, 60, 160, 160, false",
    "50, 60, 159, 160, true",
    ",  ,    200, 200, true",
    ",    0,    , 200, true",
    "50,  ,     , 500, true",
  })
  void keepsUntilAllOfTheWindowWasToldWithoutAPull(
      @Nullable Integer last,
      @Nullable Integer since,
      @Nullable Integer until,
      int now,
      boolean kept) {
    assertThat(!keeps(last, since, until, now).isEmpty()).isEqualTo(kept);
  }

  @Test
  void saysWhenTheLastPullCountsNoMore() {
    assertThat(keeps(50, 0, 149, 149))
        .containsExactly(
            new Retention.Kept("pulled at %s, until %s".formatted(at(50), at(150)), at(150)));
  }

  @Test
  void looksAgainAfterAPauseWhileTheRegistryIsSilent() {
    assertThat(keeps(null, null, null, 5))
        .containsExactly(
            new Retention.Kept(
                "the registry has not told of any pull yet, not even of our own", at(12)));
    assertThat(keeps(null, 0, 5, 26))
        .containsExactly(
            new Retention.Kept(
                "the registry has told of no pull of our own since " + at(5), at(33)));
  }

  @Test
  void waitsForAWordFromAfterTheWindow() {
    assertThat(keeps(50, 0, 149, 150))
        .containsExactly(
            new Retention.Kept("the registry has yet to tell of a pull after " + at(150), at(157)));
  }

  @Test
  void waitsForAWordFromAfterTheDeadline() {
    assertThat(record(null, 0, 190, at(190)).keeps(WINDOW, at(200)))
        .containsExactly(
            new Retention.Kept("the registry has yet to tell of a pull after " + at(190), at(207)));
    assertThat(record(null, 0, 191, at(190)).keeps(WINDOW, at(200))).isEmpty();
  }

  @Test
  void saysWhichProcessOfTheRegistryItWaitsFor() {
    PullRecord record = new PullRecord(null, at(0), at(190), "two", PATIENCE, at(190), PAUSE);

    assertThat(record.keeps(WINDOW, at(211)))
        .extracting(Retention.Kept::reason)
        .containsExactly("process two of the registry has told of no pull since " + at(190));
    assertThat(record.keeps(WINDOW, at(210)))
        .extracting(Retention.Kept::reason)
        .containsExactly("process two of the registry has yet to tell of a pull after " + at(190));
    assertThat(record.keeps(Duration.ofSeconds(195), at(200)))
        .extracting(Retention.Kept::reason)
        .containsExactly("process two of the registry has yet to tell of a pull after " + at(195));
  }

  @Test
  void doesNotSayTwiceThatAWordIsMissing() {
    assertThat(record(50, 0, 149, at(149)).keeps(WINDOW, at(150))).hasSize(1);
    assertThat(record(50, 0, 149, at(149)).keeps(WINDOW, at(149))).hasSize(1);
  }

  @Test
  void waitsUntilTheRegistryHasToldForAllOfTheWindow() {
    assertThat(keeps(null, 10, 90, 90))
        .containsExactly(
            new Retention.Kept(
                "all pulls are told only since %s: nobody knows before %s that there was none in"
                        .formatted(at(10), at(110))
                    + " PT1M40S",
                at(110)));
  }

  @Test
  void tellsWhatItHasLookedThrough() {
    assertThat(record(null, 0, 200, at(0)).text())
        .isEqualTo("pulls: none told; all of them are told from %s to %s", at(0), at(200));
    assertThat(record(7, 0, 200, at(0)).text())
        .isEqualTo(
            "pulls: none told since %s; all of them are told from %s to %s", at(7), at(0), at(200));
  }
}
