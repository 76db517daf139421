package dev.laytime.promotion;

import dev.laytime.promotion.Gate.Opened;
import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * When a time of the week is open. A clock that is put forward begins what it leaps over an hour
 * later; of an hour that comes twice the first one counts.
 *
 * <p>What a zone's clock says changes from one edition of its rules to the next. So a workflow does
 * not ask here, but is told.
 */
public final class OpenHours {

  /** A clock put forward may leap over one of them. */
  private static final int TWO_WEEKS = 14;

  private OpenHours() {}

  /** When each gate of a path that is a time of the week is open next, or still. */
  public static List<Opening> of(PromotionPath path, Instant now) {
    return path.gates().stream()
        .filter(Opened.class::isInstance)
        .map(gate -> next((Opened) gate, now))
        .toList();
  }

  static Opening next(Opened gate, Instant now) {
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
        return new Opening(gate.name(), begin.toInstant(), end.toInstant(), text(begin), text(end));
      }
    }
    throw new IllegalStateException("A week without a day of " + gate);
  }

  /** How a gate stands; an opening that is over by now says nothing about the next one. */
  static Report read(Opened gate, List<Opening> openings, Instant now) {
    return openings.stream()
        .filter(opening -> opening.gate().equals(gate.name()) && now.isBefore(opening.closes()))
        .findFirst()
        .map(opening -> read(opening, now))
        .orElseGet(
            () -> new Report(gate.name(), Verdict.WAITING, "its time is to be read again", now));
  }

  private static Report read(Opening opening, Instant now) {
    return now.isBefore(opening.opens())
        ? new Report(
            opening.gate(), Verdict.WAITING, "opens at " + opening.opensAt(), opening.opens())
        : new Report(
            opening.gate(), Verdict.PASSED, "open until " + opening.closesAt(), opening.closes());
  }

  private static String text(ZonedDateTime time) {
    return time.toLocalDateTime() + " " + time.getZone();
  }
}
