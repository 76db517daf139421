package dev.laytime.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another order means to a promotion of the same tag in the same stage.
 *
 * @param reason for people; null where there is nothing to say
 */
public record Succession(Answer answer, @Nullable String reason) {

  /** What becomes of the other order. */
  public enum Answer {
    /** This promotion was begun for it, or is to begin anew for it. */
    ACCEPTED,
    /** The same is on its way. */
    JOINED,
    /** It takes the place of one that waits at its gates. */
    SUPERSEDING,
    /** Ask again later. */
    BUSY,
    /** Never. */
    REFUSED
  }

  /** The same, of one that is not in all destinations yet. */
  public static Succession of(
      PromotionOrder present, PromotionState state, List<String> past, PromotionOrder next) {
    return of(present, state, false, past, next);
  }

  /**
   * Decides.
   *
   * @param present what the promotion is about
   * @param state where it stands
   * @param arrived whether nothing is left to be done but to write Git: a rollback by the same path
   *     writes there in its place
   * @param past request ids of orders that were superseded: they do not come back by being
   *     repeated; where the same is on its way, it is for them, too
   */
  public static Succession of(
      PromotionOrder present,
      PromotionState state,
      boolean arrived,
      List<String> past,
      PromotionOrder next) {
    if (next.requestId().equals(present.requestId())) {
      return isSame(present, next)
          ? new Succession(Answer.ACCEPTED, null)
          : new Succession(
              Answer.REFUSED,
              "the request id %s is that of %s: give each order one of its own"
                  .formatted(next.requestId(), present.digest()));
    }
    boolean same = isSame(present, next);
    if (past.contains(next.requestId())) {
      return same && !state.over()
          ? new Succession(Answer.JOINED, null)
          : new Succession(Answer.REFUSED, "superseded by " + present.digest());
    }
    if (state.over()) {
      return new Succession(Answer.ACCEPTED, null);
    }
    if (same) {
      return new Succession(Answer.JOINED, null);
    }
    if (state == PromotionState.MOVING) {
      boolean follows =
          arrived
              && next.kind() == PromotionOrder.Kind.ROLLBACK
              && next.path().equals(present.path());
      return follows
          ? new Succession(Answer.ACCEPTED, null)
          : new Succession(Answer.BUSY, present.digest().value() + otherPath(present, next));
    }
    if (next.kind() == PromotionOrder.Kind.ROLLBACK) {
      return new Succession(Answer.SUPERSEDING, null);
    }
    if (present.kind() == PromotionOrder.Kind.ROLLBACK) {
      return new Succession(Answer.BUSY, present.digest().value() + otherPath(present, next));
    }
    return next.path().equals(present.path())
        ? new Succession(Answer.SUPERSEDING, null)
        : new Succession(
            Answer.REFUSED,
            "path %s waits with %s for the same tag: cancel that first"
                .formatted(present.path(), present.digest()));
  }

  /** What goes another way may lead elsewhere, too: it is no answer to an order. */
  private static String otherPath(PromotionOrder present, PromotionOrder next) {
    return next.path().equals(present.path()) ? "" : " by path " + present.path();
  }

  private static boolean isSame(PromotionOrder one, PromotionOrder other) {
    return one.digest().equals(other.digest())
        && one.kind() == other.kind()
        && one.path().equals(other.path());
  }

  /** The word that senders get. */
  public String text() {
    return switch (answer) {
      case ACCEPTED -> "accepted";
      case JOINED -> "joined";
      case SUPERSEDING -> "superseding";
      case BUSY -> "busy";
      case REFUSED -> "refused";
    };
  }
}
