package dev.laytime.starter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/**
 * Times as Rust's {@code humantime} reads them: numbers with units, one after the other, as in
 * {@code 1h 30m} and {@code 2days}.
 *
 * @see <a href="https://docs.rs/humantime/latest/humantime/fn.parse_duration.html">humantime,
 *     parse_duration</a>
 */
final class HumanTime {

  private static final Pattern PART = Pattern.compile("([0-9]{1,15})\\s*([a-zA-Z]+)\\s*");
  private static final Duration YEAR = Duration.ofHours(8_766);
  private static final Duration MONTH = Duration.ofSeconds(2_630_016);

  private static final Map<String, Duration> UNITS =
      Stream.of(
              units(Duration.ofNanos(1), "nanos", "nsec", "ns"),
              units(Duration.ofNanos(1_000), "usec", "us"),
              units(Duration.ofMillis(1), "millis", "msec", "ms"),
              units(Duration.ofSeconds(1), "seconds", "second", "secs", "sec", "s"),
              units(Duration.ofMinutes(1), "minutes", "minute", "mins", "min", "m"),
              units(Duration.ofHours(1), "hours", "hour", "hrs", "hr", "h"),
              units(Duration.ofDays(1), "days", "day", "d"),
              units(Duration.ofDays(7), "weeks", "week", "wks", "wk", "w"),
              units(MONTH, "months", "month", "M"),
              units(YEAR, "years", "year", "yrs", "yr", "y"))
          .flatMap(List::stream)
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private HumanTime() {}

  /**
   * Reads one.
   *
   * @throws TypeConversionException if it is none
   */
  static Duration parse(String text) {
    Matcher part = PART.matcher(text.strip());
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.lookingAt()) {
      Duration unit = UNITS.get(part.group(2));
      if (unit == null) {
        throw wrong(text);
      }
      sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
      part.region(end, part.regionEnd());
    }
    if (end == 0 || end < text.strip().length()) {
      throw wrong(text);
    }
    return sum;
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "expected a time as in 60s, 5m, 1h 30m or 2d, not '%s'".formatted(text));
  }

  private static List<Map.Entry<String, Duration>> units(Duration unit, String... names) {
    return Stream.of(names).map(name -> Map.entry(name, unit)).toList();
  }
}
