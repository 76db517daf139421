package dev.laytime.promotion;

import dev.laytime.promotion.Gate.Opened;
import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;

/**
 * When a time of the week is open. A clock that is put forward begins what it leaps over an hour
 * later; of an hour that comes twice the first one counts.
 */
final class OpenHours {

  /** A clock put forward may leap over one of them. */
  private static final int TWO_WEEKS = 14;

  private OpenHours() {}

  static Report read(Opened gate, Instant now) {
    LocalDate today = now.atZone(gate.zone()).toLocalDate();
    // What began yesterday may still be open.
    for (int day = -1; day <= TWO_WEEKS; day++) {
      LocalDate date = today.plusDays(day);
      if (!gate.days().isEmpty() && !gate.days().contains(date.getDayOfWeek())) {
        continue;
      }
      ZonedDateTime begin = date.atTime(gate.from()).atZone(gate.zone());
      boolean overnight = !gate.to().isAfter(gate.from());
      ZonedDateTime end =
          (overnight ? date.plusDays(1) : date).atTime(gate.to()).atZone(gate.zone());
      if (begin.isBefore(end) && now.isBefore(end.toInstant())) {
        return now.isBefore(begin.toInstant())
            ? new Report(gate.name(), Verdict.WAITING, "opens at " + text(begin), begin.toInstant())
            : new Report(gate.name(), Verdict.PASSED, "open until " + text(end), end.toInstant());
      }
    }
    throw new IllegalStateException("A week without a day of " + gate);
  }

  private static String text(ZonedDateTime time) {
    return time.toLocalDateTime() + " " + time.getZone();
  }
}
