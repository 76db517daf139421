package dev.laytime.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.promotion.Gate.Opened;
import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenHoursTest {

  /** Berlin puts its clocks forward on 2026-03-29 at 2:00, and back on 2026-10-25 at 3:00. */
  @ParameterizedTest(name = "{0} {1}-{2} at {3}: {4} {5}")
  @CsvSource({
    // the ends of a window
    "'', 09:00, 17:00, 2026-06-01T06:59:59Z, WAITING, 2026-06-01T07:00:00Z",
    "'', 09:00, 17:00, 2026-06-01T07:00:00Z, PASSED, 2026-06-01T15:00:00Z",
    "'', 09:00, 17:00, 2026-06-01T14:59:59Z, PASSED, 2026-06-01T15:00:00Z",
    "'', 09:00, 17:00, 2026-06-01T15:00:00Z, WAITING, 2026-06-02T07:00:00Z",
    // the zone's day, not that of UTC: Monday begins on Sunday there
    "MONDAY, 00:00, 01:00, 2026-05-31T22:30:00Z, PASSED, 2026-05-31T23:00:00Z",
    "MONDAY, 00:00, 01:00, 2026-06-01T22:30:00Z, WAITING, 2026-06-07T22:00:00Z",
    // over midnight: the day is the one on which it begins
    "FRIDAY, 22:00, 02:00, 2026-06-05T23:30:00Z, PASSED, 2026-06-06T00:00:00Z",
    "FRIDAY, 22:00, 02:00, 2026-06-04T23:30:00Z, WAITING, 2026-06-05T20:00:00Z",
    "FRIDAY, 22:00, 02:00, 2026-06-06T00:00:00Z, WAITING, 2026-06-12T20:00:00Z",
    // all day
    "'', 00:00, 00:00, 2026-06-01T12:00:00Z, PASSED, 2026-06-01T22:00:00Z",
    // clocks forward: what they leap over begins an hour later
    "'', 02:30, 04:00, 2026-03-29T00:59:59Z, WAITING, 2026-03-29T01:30:00Z",
    "'', 02:30, 04:00, 2026-03-29T01:30:00Z, PASSED, 2026-03-29T02:00:00Z",
    "'', 02:30, 03:15, 2026-03-29T00:30:00Z, WAITING, 2026-03-30T00:30:00Z",
    // clocks back: of an hour that comes twice the first one counts
    "'', 02:15, 02:45, 2026-10-25T00:20:00Z, PASSED, 2026-10-25T00:45:00Z",
    "'', 02:15, 02:45, 2026-10-25T01:20:00Z, WAITING, 2026-10-26T01:15:00Z",
    "'', 01:00, 04:00, 2026-10-25T02:59:00Z, PASSED, 2026-10-25T03:00:00Z",
  })
  void opensByTheClockOfItsZone(
      String days, LocalTime from, LocalTime to, Instant now, Verdict verdict, Instant next) {
    Opened gate = opened(days, from, to);
    Report report = OpenHours.read(gate, List.of(OpenHours.next(gate, now)), now);
    assertThat(report.verdict()).isEqualTo(verdict);
    assertThat(report.next()).isEqualTo(next);
  }

  @Test
  void opensAWeekLaterAtTheLatest() {
    Opened sundays = opened("SUNDAY", LocalTime.of(9, 0), LocalTime.of(10, 0));
    Instant now = Instant.parse("2026-06-07T08:00:00Z");
    Report report = OpenHours.read(sundays, List.of(OpenHours.next(sundays, now)), now);
    assertThat(report.next()).isEqualTo(Instant.parse("2026-06-14T07:00:00Z"));
    assertThat(report.reason()).isEqualTo("opens at 2026-06-14T09:00 Europe/Berlin");
  }

  @Test
  void knowsOfNoOtherOpeningThanTheOneThatItWasTold() {
    Opened gate = opened("", LocalTime.of(9, 0), LocalTime.of(10, 0));
    Instant opens = Instant.parse("2026-06-01T08:00:00Z");
    // Another clock than this machine's: it is told, not computed here.
    Opening told = new Opening("hours", opens, opens.plusSeconds(60), "ten", "a minute later");
    assertThat(OpenHours.read(gate, List.of(told), opens.minusMillis(1)))
        .isEqualTo(new Report("hours", Verdict.WAITING, "opens at ten", opens));
    assertThat(OpenHours.read(gate, List.of(told), opens).verdict()).isEqualTo(Verdict.PASSED);
    for (List<Opening> over : List.of(List.of(told), List.<Opening>of())) {
      assertThat(OpenHours.read(gate, over, opens.plusSeconds(60)).verdict())
          .isEqualTo(Verdict.WAITING);
    }
  }

  private static Opened opened(String days, LocalTime from, LocalTime to) {
    List<DayOfWeek> on = new ArrayList<>();
    if (!days.isEmpty()) {
      on.add(DayOfWeek.valueOf(days));
    }
    return new Opened("hours", on, from, to, ZoneId.of("Europe/Berlin"));
  }
}
