package dev.laytime.worker.configuration;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** What values must be; what they are not is refused with the key, what is expected, and why. */
final class Require {

  /** Names become parts of workflow ids, paths of the HTTP API and labels of metrics. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PATTERN = 255;
  private static final Duration LONGEST = Duration.ofDays(36500);

  /** A number alone would be taken as milliseconds: a grace period of 14 must not be that. */
  private static final Pattern WITH_UNIT = Pattern.compile("\\d+\\s*(ms|s|m|h|d)|P.+");

  private Require() {}

  static String name(String key, @Nullable String value) {
    if (value == null || value.length() > LONGEST_NAME || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: expected a name of a-z, 0-9, '.', '_' and '-' that begins with a letter or a digit,%s"
              .formatted(key, seen(value)));
    }
    return value;
  }

  static RepositoryPrefix prefix(String key, @Nullable String value) {
    try {
      RepositoryPrefix prefix = RepositoryPrefix.parse(text(key, value, "HOST[:PORT][/PATH]"));
      requireAsInReferences(key, prefix.registry());
      return prefix;
    } catch (InvalidReferenceException e) {
      // Without the cause: the last message in the chain is the one that is shown.
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
  }

  /** A host that references never have: {@code apps/x} means docker.io's, whatever we meant. */
  private static void requireAsInReferences(String key, String registry) {
    String known = Repository.parse(registry + "/any/any").registry();
    if (!known.equals(registry)) {
      throw new IllegalArgumentException(
          "%s: in references '%s' means a part of %s: write the host with a dot or a port, or"
                  .formatted(key, registry, known)
              + " docker.io");
    }
  }

  static String text(String key, @Nullable String value, String expected) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("%s: expected %s".formatted(key, expected));
    }
    return value.strip();
  }

  /** A key without a value is as good as none. */
  static @Nullable String optional(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  static Duration duration(String key, String value) {
    String text = value.strip();
    Duration duration = WITH_UNIT.matcher(text).matches() ? parse(text) : null;
    if (duration == null || !duration.isPositive() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s: expected a time with its unit, as in 14d, 12h, 5m or 30s,%s"
              .formatted(key, seen(value)));
    }
    return duration;
  }

  /**
   * A time that may not be longer than another.
   *
   * @param why what goes wrong if it is, and what to do
   */
  static Duration duration(String key, String value, Duration longest, String why) {
    Duration duration = duration(key, value);
    if (duration.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "%s: expected at most %dh,%s: %s".formatted(key, longest.toHours(), seen(value), why));
    }
    return duration;
  }

  static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: expected a number of %d or more, not %d".formatted(key, least, value));
    }
  }

  static void between(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: expected a number from %d to %d, not %d".formatted(key, least, most, value));
    }
  }

  static List<String> patterns(String key, List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.isBlank() || pattern.length() > LONGEST_PATTERN) {
        throw new IllegalArgumentException(
            "%s: expected patterns, as in team/**,%s".formatted(key, seen(pattern)));
      }
    }
    return List.copyOf(patterns);
  }

  /** One of an enum's names, in small letters with dashes. */
  static <E extends Enum<E>> E oneOf(String key, String value, Class<E> type) {
    for (E each : type.getEnumConstants()) {
      if (dashed(each).equals(value.strip())) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "%s: expected %s, not '%s'"
            .formatted(
                key,
                Arrays.stream(type.getEnumConstants())
                    .map(Require::dashed)
                    .collect(Collectors.joining(" or ")),
                value));
  }

  private static String dashed(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable Duration parse(String text) {
    try {
      return DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  private static String seen(@Nullable String value) {
    return value == null ? " and found none" : " not '%s'".formatted(value);
  }
}
