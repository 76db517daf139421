package dev.laytime.activities.crd.qebbeq;

import dev.laytime.lifecycle.Why;
import dev.laytime.lifecycle.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the life of an object's image.
 *
 * @param objection why it can have none; null where it can
 * @param why where it stands; null where none runs
 * @param over whether one has ended, and none runs
 * @param deletes whether anything is ever taken away where it lies
 * @param copiedAt when it was last copied into the registry, as far as that is remembered
 * @param promised until when it stays at least, whatever its deadline; null where nobody said so
 */
public record KnownLife(
    @Nullable String objection,
    @Nullable Why why,
    boolean over,
    boolean deletes,
    @Nullable Instant copiedAt,
    @Nullable Instant promised) {

  /** An image that can have no life. */
  public static KnownLife none(String objection) {
    return new KnownLife(objection, null, false, false, null, null);
  }

  /** The label of its state; empty where none runs. */
  String state() {
    return why == null ? "" : why.state();
  }

  /** Whether any source of use names it. */
  boolean named() {
    return why != null && why.words().stream().anyMatch(word -> word.count() > 0);
  }

  /** Whether a person's word keeps it. */
  boolean pinned(Instant now) {
    return why != null && why.pin() != null && why.pin().holds(now);
  }

  /** The end of its grace period or quarantine, or of waiting for it; null where none runs. */
  @Nullable Instant deadline() {
    if (why == null) {
      return null;
    }
    return state().equals("WANTED") ? why.next() : why.deadline();
  }

  /** Why it stands where it stands, for people. */
  String reasons() {
    return why == null ? "" : String.join("; ", why.reasons());
  }

  /** Who names it beside Pods, for people. */
  String users() {
    return why == null
        ? ""
        : why.words().stream()
            .filter(word -> word.count() > 0)
            .map(KnownLife::users)
            .reduce((one, other) -> one + "; " + other)
            .orElse("");
  }

  private static String users(Word word) {
    String more = word.count() > word.first().size() ? " and more" : "";
    return word.source() + ": " + String.join(", ", word.first()) + more;
  }
}
