package dev.laytime.activities.registry.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong; a {@link FaultRule} says when. */
public sealed interface Fault {

  /** Instead of the answer, another one; the registry does nothing. */
  sealed interface Refusal extends Fault {}

  /** The answer to a {@code GET} arrives damaged. */
  sealed interface Damage extends Fault {}

  /**
   * Status 429.
   *
   * @param retryAfter the header as it is sent; null for none
   */
  record TooManyRequests(@Nullable String retryAfter) implements Refusal {

    // The JDK's RFC 1123 writes days of one digit, which HTTP does not know.
    private static final DateTimeFormatter HTTP_DATE =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    /** With a delay in whole seconds. */
    public static TooManyRequests retryAfter(Duration delay) {
      return new TooManyRequests(Long.toString(delay.toSeconds()));
    }

    /** With an HTTP date. */
    public static TooManyRequests retryAt(Instant instant) {
      return new TooManyRequests(HTTP_DATE.format(instant.atOffset(ZoneOffset.UTC)));
    }
  }

  /** Status 404, whatever is there. */
  record NotFound() implements Refusal {}

  /**
   * The registry is broken.
   *
   * @param status from 500 to 599
   */
  record ServerError(int status) implements Refusal {

    /**
     * @throws IllegalArgumentException for any other status
     */
    public ServerError {
      if (status < 500 || status > 599) {
        throw new IllegalArgumentException("Expected a status from 500 to 599, not " + status);
      }
    }
  }

  /**
   * The whole length is promised, then the connection is cut.
   *
   * @param after how many bytes of the body are sent before, at most all but one
   */
  record Truncated(long after) implements Damage {}

  /** As many bytes as promised, but not the right ones. */
  record WrongBytes() implements Damage {}

  /**
   * Bodies trickle, both ways.
   *
   * @param bytesPerSecond one or more
   */
  record Slow(long bytesPerSecond) implements Fault {

    /**
     * @throws IllegalArgumentException if it were to stand still
     */
    public Slow {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException(
            "Expected one byte per second or more, not " + bytesPerSecond);
      }
    }
  }
}
