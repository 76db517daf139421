package dev.laytime.activities.registry.client;

import java.time.Duration;
import java.time.Instant;

/**
 * A bearer token. Its text never shows the value.
 *
 * @param lifetime how long it was accepted from when it was given
 * @param expires when the registry stops accepting it
 */
record Token(String value, Duration lifetime, Instant expires) {

  /** A token this close to its end may not outlive a request. */
  static final Duration FOR_A_REQUEST = Duration.ofSeconds(10);

  /** A refusal in an upload may cost all that was sent. */
  static final Duration FOR_AN_UPLOAD = Duration.ofMinutes(1);

  /**
   * Whether it is still good for what takes that long. Of a token that is short-lived anyway no
   * more is asked than half its life: a new one would be no better.
   */
  boolean lasts(Duration needed, Instant now) {
    Duration half = lifetime.dividedBy(2);
    return now.plus(needed.compareTo(half) < 0 ? needed : half).isBefore(expires);
  }

  @Override
  public String toString() {
    return "Token[***, " + expires + "]";
  }
}
