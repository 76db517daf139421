package dev.laytime.activities.registry.client;

import java.time.Duration;
import java.time.Instant;

/**
 * A bearer token. Its text never shows the value.
 *
 * @param expires when the registry stops accepting it
 */
record Token(String value, Instant expires) {

  /** A token this close to its end may not outlive the request. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  boolean isFresh() {
    return Instant.now().plus(MARGIN).isBefore(expires);
  }

  @Override
  public String toString() {
    return "Token[***, " + expires + "]";
  }
}
