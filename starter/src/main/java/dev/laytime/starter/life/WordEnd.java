package dev.laytime.starter.life;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.TimeSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** When a person's word ends, as it is typed. */
public final class WordEnd {

  private static final String FORM =
      "write a time span as 30d, a day as 2026-12-31, or an instant as 2026-12-31T12:00:00Z";

  private WordEnd() {}

  /**
   * Reads {@code 30d}, {@code 2026-12-31} (the whole day in UTC) or an ISO-8601 instant.
   *
   * @param word whose end it is, as in "pin"
   * @throws CommandFailure if it is none, or not in the future
   */
  public static Instant parse(String word, String text, Instant now) {
    Instant end = instant(word, text, now);
    if (!end.isAfter(now)) {
      throw CommandFailure.usage(attempted(word), Moment.text(end) + " is over", FORM);
    }
    return end;
  }

  private static Instant instant(String word, String text, Instant now) {
    try {
      if (text.contains("T")) {
        return Instant.parse(text);
      }
      return text.contains("-")
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : now.plus(TimeSpan.parse(text));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw CommandFailure.usage(
          attempted(word), "'%s' is no end of a %s".formatted(text, word), FORM);
    }
  }

  private static String attempted(String word) {
    return "read the end of the " + word;
  }
}
