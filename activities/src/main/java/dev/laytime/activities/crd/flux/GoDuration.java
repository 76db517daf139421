package dev.laytime.activities.crd.flux;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Go writes them, {@code 1h30m0s}.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">Go, time.ParseDuration</a>
 */
final class GoDuration {

  private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + "){1,9}");

  private GoDuration() {}

  /** Empty for what is none; those below a millisecond are none here. */
  static Optional<Duration> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      BigDecimal unit = BigDecimal.valueOf(unit(parts.group(2)).toNanos());
      nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(unit));
    }
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos.longValue()));
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      default -> Duration.ofHours(1);
    };
  }
}
