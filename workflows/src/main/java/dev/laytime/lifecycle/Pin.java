package dev.laytime.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's word that an image stays.
 *
 * @param until the last instant that it holds; null for always
 * @param by who said so
 * @param why for people
 */
public record Pin(@Nullable Instant until, String by, String why) {

  /** Whether it holds. */
  public boolean holds(Instant now) {
    return until == null || !now.isAfter(until);
  }

  @Override
  public String toString() {
    String end = until == null ? "" : " until " + until;
    return "pinned by " + by + end + (why.isEmpty() ? "" : ": " + why);
  }
}
