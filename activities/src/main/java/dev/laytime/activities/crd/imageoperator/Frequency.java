package dev.laytime.activities.crd.imageoperator;

import dev.laytime.mirror.PollInterval;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How image-operator reads a time: the first number of days anywhere, else the first number of
 * weeks, else a duration as Go writes it, else five minutes. So {@code 1d12h} is a day, and {@code
 * 1.5d} five of them; people have lived with that, and their schedules shall not change under them.
 */
final class Frequency {

  private static final Duration OTHERWISE = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(36500);
  private static final Pattern DAYS = Pattern.compile("([0-9]+)d");
  private static final Pattern WEEKS = Pattern.compile("([0-9]+)w");
  private static final Pattern GO =
      Pattern.compile("([+-])?((?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)");
  private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final BigDecimal MOST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

  private Frequency() {}

  /** How often a source is looked at, as near as may be: a zero is the least there is. */
  static PollInterval of(@Nullable String text) {
    return PollInterval.nearest(duration(text));
  }

  /** What image-operator takes it for; no longer than a century. */
  static Duration duration(@Nullable String text) {
    if (text == null) {
      return OTHERWISE;
    }
    Matcher days = DAYS.matcher(text);
    if (days.find()) {
      return times(days.group(1), Duration.ofDays(1));
    }
    Matcher weeks = WEEKS.matcher(text);
    return weeks.find() ? times(weeks.group(1), Duration.ofDays(7)) : go(text);
  }

  private static Duration times(String number, Duration unit) {
    BigDecimal count = new BigDecimal(number);
    BigDecimal most = BigDecimal.valueOf(LONGEST.dividedBy(unit));
    return count.compareTo(most) > 0 ? LONGEST : unit.multipliedBy(count.longValueExact());
  }

  private static Duration go(String text) {
    if (text.matches("[+-]?0")) {
      return Duration.ZERO;
    }
    Matcher whole = GO.matcher(text);
    if (!whole.matches()) {
      return OTHERWISE;
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher parts = PART.matcher(whole.group(2));
    while (parts.find()) {
      nanos =
          nanos.add(
              new BigDecimal(parts.group(1))
                  .multiply(BigDecimal.valueOf(NANOS.getOrDefault(parts.group(2), 0L))));
    }
    if (nanos.compareTo(MOST_NANOS) > 0) {
      return OTHERWISE;
    }
    Duration duration = Duration.ofNanos(nanos.longValue());
    return "-".equals(whole.group(1)) ? duration.negated() : duration;
  }
}
