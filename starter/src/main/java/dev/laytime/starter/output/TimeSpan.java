package dev.laytime.starter.output;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time spans as people write them: a whole number and one of s, m, h, d. */
public final class TimeSpan {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long HOUR = Duration.ofHours(1).toSeconds();
  private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

  private TimeSpan() {}

  /**
   * Parses {@code 30s}, {@code 10m}, {@code 2h} or {@code 1d}.
   *
   * @throws IllegalArgumentException if the text is not of that form, or no time at all
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "Invalid duration '%s': expected a number from 1 and s, m, h or d, as in 10m"
              .formatted(text));
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** The shortest text that parses to whole seconds of this duration again. */
  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % DAY == 0) {
      return seconds / DAY + "d";
    }
    if (seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
  }
}
