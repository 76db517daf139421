package dev.laytime.activities.crd.own;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How values are written in objects: as rules for the API server, and how they are read. */
final class Forms {

  /** A time with its unit. */
  static final String TIME = "self.matches('^0*[1-9][0-9]{0,8}(ms|s|m|h|d)$')";

  static final String A_TIME = "expected a time with its unit, as in 14d, 12h, 5m or 30s";

  static final String INSTANT =
      "self.matches('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])"
          + ":[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$')";

  static final String AN_INSTANT = "expected an instant, as in 2027-01-31T00:00:00Z";

  static final String PREFIX = "self.matches('^[^/@[:space:]]+(/[^/@:[:space:]]+)*$')";

  static final String A_PREFIX =
      "expected HOST[:PORT][/PATH] without scheme, as in registry.example.com/team";

  /** Everybody waits while a pattern is tried: who needs more wildcards says it otherwise. */
  static final String PATTERNS =
      "self.all(each, each.size() > 0 && each.size() <= 255 && !each.contains('***') &&"
          + " !each.matches('([*]+[^*]+){3}[*]'))";

  static final String SOME_PATTERNS =
      "expected patterns of 1 to 255 characters with at most three wildcards, as in team/**";

  private static final Pattern TOO_WILD =
      Pattern.compile(".*([*]{3}|([*]+[^*]+){3}[*]).*", Pattern.DOTALL);
  private static final int LONGEST_PATTERN = 255;

  private static final Duration LONGEST = Duration.ofDays(36500);
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)");

  private Forms() {}

  /**
   * The time that a text says.
   *
   * @throws IllegalArgumentException if it says none, or one of more than a hundred years
   */
  static Duration time(String key, String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (matcher.matches()) {
      Duration time = time(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    }
    throw new IllegalArgumentException("%s: %s, not '%s'".formatted(key, A_TIME, text));
  }

  private static Duration time(long number, String unit) {
    long bounded = Math.min(number, LONGEST.toMillis() + 1);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(bounded);
      case "s" -> Duration.ofSeconds(bounded);
      case "m" -> Duration.ofMinutes(bounded);
      case "h" -> Duration.ofHours(bounded);
      default -> Duration.ofDays(Math.min(bounded, LONGEST.toDays() + 1));
    };
  }

  static @Nullable Duration timeOrNull(String key, @Nullable String text) {
    return text == null ? null : time(key, text);
  }

  /**
   * The instant that a text says.
   *
   * @throws IllegalArgumentException if there is none such
   */
  static Instant instant(String key, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("%s: %s, not '%s'".formatted(key, AN_INSTANT, text));
    }
  }

  /**
   * The prefix that a text says, as references have it.
   *
   * @throws IllegalArgumentException if it says none
   */
  static RepositoryPrefix prefix(String key, @Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException(key + ": " + A_PREFIX);
    }
    try {
      RepositoryPrefix prefix = RepositoryPrefix.parse(text);
      if (!Repository.parse(prefix.registry() + "/any/any").registry().equals(prefix.registry())) {
        throw new IllegalArgumentException(
            "%s: in references '%s' is no host: write it with a dot or a port, or docker.io"
                .formatted(key, prefix.registry()));
      }
      return prefix;
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
  }

  /**
   * The patterns, each within bounds.
   *
   * @throws IllegalArgumentException if one is not
   */
  static List<String> patterns(String key, List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.isEmpty()
          || pattern.length() > LONGEST_PATTERN
          || TOO_WILD.matcher(pattern).matches()) {
        throw new IllegalArgumentException(key + ": " + SOME_PATTERNS);
      }
    }
    return patterns;
  }

  static <T> List<T> list(@Nullable List<T> given) {
    return given == null ? List.of() : List.copyOf(given);
  }
}
