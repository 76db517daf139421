package dev.laytime.activities.registry.client;

import dev.laytime.ledger.RequestBudget.Slowdown;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of how often we may ask.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
 * @see <a
 *     href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/03/">RateLimit
 *     header fields</a>
 */
final class RateLimits {

  /** For a refusal that names no time. */
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  /** Longer nobody waits who was not told to: these are counts, and no {@code Retry-After}. */
  private static final long LONGEST_COUNTED = 3_600;

  /** Some tell an instant instead of seconds; no limit lasts for thirty years. */
  private static final long FIRST_INSTANT = 1_000_000_000;

  private static final Pattern LEADING = Pattern.compile("\\s*([0-9]{1,12})\\s*(?:[,;].*)?");
  private static final Pattern WINDOW = Pattern.compile(";\\s*w\\s*=\\s*([0-9]{1,9})");

  private RateLimits() {}

  /** An answer, as far as this needs it. */
  interface Answer {
    int status();

    Optional<String> header(String name);

    /** Whether it was a HEAD that is answered. */
    boolean isToHead();
  }

  /** What the registry tells of its limit, if anything. */
  static Optional<Quota> quota(Answer answer) {
    OptionalLong remaining = number(answer, "Remaining");
    return remaining.isEmpty()
        ? Optional.empty()
        : Optional.of(new Quota(number(answer, "Limit").orElse(0), remaining.getAsLong()));
  }

  /** What the registry asks for, if anything. */
  static Optional<Slowdown> heard(Answer answer, Instant now) {
    boolean throttled = answer.status() == 429;
    Instant until = throttled || answer.status() == 503 ? retryAfter(answer, now) : null;
    if (until != null && until.isAfter(now)) {
      return Optional.of(new Slowdown.Pause(Duration.between(now, until)));
    }
    Optional<Slowdown> counted = counted(answer, now);
    return counted.isEmpty() && throttled ? Optional.of(new Slowdown.Pause(A_MOMENT)) : counted;
  }

  /**
   * The instant of {@code Retry-After}, in seconds or as a date; Docker Hub's API had a header of
   * its own for it, with the instant as a number.
   */
  static @Nullable Instant retryAfter(Answer answer, Instant now) {
    String value =
        answer
            .header("Retry-After")
            .or(() -> answer.header("X-Retry-After"))
            .map(String::strip)
            .orElse("");
    try {
      if (value.matches("[0-9]{1,11}")) {
        long number = Long.parseLong(value);
        return number >= FIRST_INSTANT ? Instant.ofEpochSecond(number) : now.plusSeconds(number);
      }
      return value.isEmpty()
          ? null
          : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Optional<Slowdown> counted(Answer answer, Instant now) {
    OptionalLong remaining = number(answer, "Remaining");
    OptionalLong limit = number(answer, "Limit");
    if (remaining.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong reset = secondsToReset(answer, now);
    if (remaining.getAsLong() == 0) {
      if (reset.isEmpty() && isFree(answer)) {
        return Optional.empty();
      }
      OptionalLong seconds = reset.isPresent() ? reset : secondsForOne(answer, limit);
      return seconds.isPresent() && seconds.getAsLong() > 0
          ? Optional.of(
              new Slowdown.Pause(
                  Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_COUNTED))))
          : Optional.empty();
    }
    boolean scarce =
        limit.isPresent() && remaining.getAsLong() <= limit.getAsLong() / Quota.SPREAD_PART;
    return scarce && reset.isPresent() && reset.getAsLong() > 0
        ? Optional.of(spread(remaining.getAsLong(), reset.getAsLong()))
        : Optional.empty();
  }

  private static Slowdown spread(long remaining, long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    return new Slowdown.Spread(time.dividedBy(remaining), time);
  }

  private static OptionalLong secondsToReset(Answer answer, Instant now) {
    OptionalLong reset = number(answer, "Reset");
    return reset.isPresent() && reset.getAsLong() >= FIRST_INSTANT
        ? OptionalLong.of(reset.getAsLong() - now.getEpochSecond())
        : reset;
  }

  /**
   * Docker Hub counts manifests that are fetched, and tells what remains of them in the answers to
   * HEADs, too, that it does not count.
   *
   * @see <a href="https://docs.docker.com/docker-hub/usage/pulls/">Docker Hub, pull usage</a>
   */
  private static boolean isFree(Answer answer) {
    return answer.isToHead() && answer.status() == 200;
  }

  /** In a window that slides, as Docker Hub's: the time in which one request comes back. */
  private static OptionalLong secondsForOne(Answer answer, OptionalLong limit) {
    Matcher window = WINDOW.matcher(field(answer, "Limit").orElse(""));
    return limit.orElse(0) > 0 && window.find()
        ? OptionalLong.of(Long.parseLong(window.group(1)) / limit.getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong number(Answer answer, String name) {
    Matcher leading = LEADING.matcher(field(answer, name).orElse(""));
    return leading.matches()
        ? OptionalLong.of(Long.parseLong(leading.group(1)))
        : OptionalLong.empty();
  }

  private static Optional<String> field(Answer answer, String name) {
    return Stream.of("RateLimit-", "X-RateLimit-")
        .flatMap(prefix -> answer.header(prefix + name).stream())
        .findFirst();
  }
}
