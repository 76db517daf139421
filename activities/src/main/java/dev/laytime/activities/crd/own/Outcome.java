package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What one object comes to.
 *
 * @param taken what is in force by it; null for nothing
 * @param holds whether what it said when it was last understood stays in force
 */
record Outcome<T>(@Nullable T taken, boolean holds, Verdict verdict) {

  static <T> Outcome<T> of(T taken, Verdict verdict) {
    return new Outcome<>(taken, false, verdict);
  }

  /** Nothing of it is in force. */
  static <T> Outcome<T> none(Verdict verdict) {
    return new Outcome<>(null, false, verdict);
  }

  /** Nobody knows what it says: that is never taken for nothing. */
  static <T> Outcome<T> unknown(String cause) {
    return new Outcome<>(
        null,
        true,
        Verdict.stalled(
            "InvalidSpec",
            cause + "; what it said before, if anything, still keeps, and lets nothing leave"));
  }
}
