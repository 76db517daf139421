package dev.laytime.starter.life;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.TimeSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** When a pin ends, as a person types it. */
public final class PinEnd {

  private static final String ATTEMPTED = "read the end of the pin";
  private static final String FORM =
      "write a time span as 30d, a day as 2026-12-31, or an instant as 2026-12-31T12:00:00Z";

  private PinEnd() {}

  /**
   * Reads {@code 30d}, {@code 2026-12-31} (the whole day in UTC) or an ISO-8601 instant.
   *
   * @throws CommandFailure if it is none, or not in the future
   */
  public static Instant parse(String text, Instant now) {
    Instant end = instant(text, now);
    if (!end.isAfter(now)) {
      throw CommandFailure.usage(ATTEMPTED, Moment.text(end) + " is over", FORM);
    }
    return end;
  }

  private static Instant instant(String text, Instant now) {
    try {
      if (text.contains("T")) {
        return Instant.parse(text);
      }
      return text.contains("-")
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : now.plus(TimeSpan.parse(text));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw CommandFailure.usage(ATTEMPTED, "'%s' is no end of a pin".formatted(text), FORM);
    }
  }
}
