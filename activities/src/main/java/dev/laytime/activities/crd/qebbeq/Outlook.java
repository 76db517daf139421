package dev.laytime.activities.crd.qebbeq;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image's life means in Qebbeq's words: a function of its arguments alone.
 *
 * @param phase while nobody deletes the object
 * @param retainUntil null while it is in use
 * @param conditions as they are now
 */
record Outlook(String phase, @Nullable Instant retainUntil, List<Condition> conditions) {

  private static final String READY = "Ready";
  private static final String BACK_OFF = "ImagePullBackOff";
  private static final String PULL_ERROR = "PullError";
  private static final String OBSERVE_ONLY = "ObserveOnly";
  private static final String RECONCILING = "Reconciling";
  private static final String RETAINING = "Retaining";
  private static final String UNREFERENCED = "Unreferenced";

  /**
   * The longest promise: whoever may write a status could keep an image for ever, and a promise
   * that the ledger has is never taken back.
   */
  static final Duration LONGEST = Duration.ofDays(90);

  Outlook {
    conditions = List.copyOf(conditions);
  }

  /**
   * What the object says.
   *
   * @param image as it is written
   * @param referenced whether any Pod names it so
   * @param retainUntil that was written before
   */
  static Outlook of(
      String image,
      boolean referenced,
      KnownLife life,
      @Nullable Instant retainUntil,
      Instant now) {
    Instant promised = ahead(later(bounded(retainUntil, now), life.promised()), now);
    if (life.objection() != null) {
      return referenced
          ? unknown(RECONCILING, "NotManaged", life.objection(), null)
          : unreferenced("NotManaged", life.objection(), promised);
    }
    if (referenced || life.named() || life.pinned(now)) {
      return inUse(image, referenced, life);
    }
    if (life.over()) {
      return unknown(UNREFERENCED, UNREFERENCED, "it has left the registry", null);
    }
    return switch (life.state()) {
      case "PRESENT" ->
          promised == null
              ? ready("kept although nothing names it: " + life.reasons())
              : retaining(life, promised);
      case "ACQUIRING" -> unknown(RECONCILING, "Pulling", life.reasons(), promised);
      case "" -> unreferenced(UNREFERENCED, null, promised);
      default -> retaining(life, promised);
    };
  }

  /** What an object says, as far as it counts. */
  static @Nullable Instant bounded(@Nullable Instant retainUntil, Instant now) {
    Instant last = now.plus(LONGEST);
    return retainUntil == null || retainUntil.isBefore(last) ? retainUntil : last;
  }

  /** A promise that is past keeps nothing. */
  private static @Nullable Instant ahead(@Nullable Instant promised, Instant now) {
    return promised == null || promised.isAfter(now) ? promised : null;
  }

  /** The later one; null where there is none. */
  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private static Outlook inUse(String image, boolean referenced, KnownLife life) {
    return switch (life.state()) {
      case "PRESENT", "UNUSED" -> ready(referenced ? null : keepers(life));
      case "FAILING" -> failing(tried(life));
      case "WANTED" ->
          life.why() != null && life.why().source() == null
              ? failing("no ImageMirror found matching prefix for image " + image)
              : unknown(RECONCILING, "Pulling", life.reasons(), null);
      case "ACQUIRING" -> unknown(RECONCILING, "Pulling", life.reasons(), null);
      case "QUARANTINED" -> unknown(RECONCILING, "Restoring", life.reasons(), null);
      default -> unknown(RECONCILING, "Pending", "its life has not begun yet", null);
    };
  }

  private static String keepers(KnownLife life) {
    return life.named()
        ? "no Pod names it so, but " + life.users()
        : "kept although nothing names it: " + life.reasons();
  }

  private static Outlook unreferenced(
      String reason, @Nullable String message, @Nullable Instant until) {
    return unknown(until == null ? UNREFERENCED : RETAINING, reason, message, until);
  }

  private static Outlook retaining(KnownLife life, @Nullable Instant promised) {
    Outlook outlook = unreferenced(UNREFERENCED, life.reasons(), later(promised, life.deadline()));
    return life.deletes() ? outlook : outlook.with(observed());
  }

  private static Condition observed() {
    return Condition.now(
        OBSERVE_ONLY,
        Condition.TRUE,
        "DeletionNotEnabled",
        "nothing is deleted here until a person writes `deletion: enabled` for the stage");
  }

  private static String tried(KnownLife life) {
    return life.why() == null || life.why().next() == null
        ? life.reasons()
        : "%s; tried %d times, again at %s"
            .formatted(life.reasons(), life.why().attempts(), life.why().next());
  }

  private static Outlook ready(@Nullable String message) {
    return new Outlook(
        READY,
        null,
        List.of(
            Condition.now(READY, Condition.TRUE, "Present", message),
            Condition.now(BACK_OFF, Condition.FALSE, null, null)));
  }

  private static Outlook failing(String message) {
    return new Outlook(
        BACK_OFF,
        null,
        List.of(
            Condition.now(READY, Condition.FALSE, PULL_ERROR, message),
            Condition.now(BACK_OFF, Condition.TRUE, PULL_ERROR, message)));
  }

  private static Outlook unknown(
      String phase, String reason, @Nullable String message, @Nullable Instant until) {
    return new Outlook(
        phase,
        until,
        List.of(
            Condition.now(READY, Condition.UNKNOWN, reason, message),
            Condition.now(BACK_OFF, Condition.FALSE, null, null)));
  }

  private Outlook with(Condition condition) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(condition);
    return new Outlook(phase, retainUntil, all);
  }
}
