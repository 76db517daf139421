package dev.laytime.worker.ledger;

import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of an order whose request id the ledger has already. */
final class GivenAgain {

  private GivenAgain() {}

  /** Why an order must not be carried out under that id, for people; null where it may. */
  static @Nullable String objection(PromotionRows.Row known, PromotionOrder order) {
    PromotionStatus was = known.known().status();
    if (!isSame(was.order(), order)) {
      return "the request id %s is that of %s: give each order one of its own"
          .formatted(order.requestId(), was.order().digest());
    }
    if (was.state() == PromotionState.SUPERSEDED) {
      return "request %s was superseded: %s; give each order a request id of its own"
          .formatted(order.requestId(), was.cause());
    }
    return known.known().endedAt() != null && hasArrived(was)
        ? "request %s was carried out already: give each order a request id of its own"
            .formatted(order.requestId())
        : null;
  }

  /**
   * Whether a status comes too late to count: from an earlier run, or after the end of its own.
   * What has arrived somewhere is never taken back by a later run, and what was superseded stays
   * so.
   */
  static boolean isLate(PromotionRows.Row known, PromotionStatus status) {
    PromotionStatus was = known.known().status();
    if (!isSame(was.order(), status.order()) || status.orderedAt().isBefore(was.orderedAt())) {
      return true;
    }
    return known.known().endedAt() != null
        && (isAnotherRun(known, status)
            ? hasArrived(was) || was.state() == PromotionState.SUPERSEDED
            : was.state() != status.state());
  }

  /** Whether that order is begun again though no run of it has ended. */
  static boolean isLeft(PromotionRows.Row known, PromotionStatus status, Instant now) {
    PromotionOrder order = status.order();
    PromotionOrder was = known.known().status().order();
    return isGoingOn(known, now)
        && isAnotherRun(known, status)
        && was.with(order.nonce()).equals(order);
  }

  /** Whether somebody may wait for it yet. */
  static boolean isGoingOn(PromotionRows.Row known, Instant now) {
    return known.known().endedAt() == null
        && (known.known().status().state() != PromotionState.WAITING
            || known.facts().waitsUntil().isAfter(now));
  }

  /** Whether the same order was given once more after a run of it. */
  static boolean isAnotherRun(PromotionRows.Row known, PromotionStatus status) {
    return status.orderedAt().isAfter(known.known().status().orderedAt());
  }

  private static boolean isSame(PromotionOrder one, PromotionOrder other) {
    return one.digest().equals(other.digest())
        && one.kind() == other.kind()
        && one.path().equals(other.path());
  }

  private static boolean hasArrived(PromotionStatus status) {
    return status.state() == PromotionState.PROMOTED
        || status.destinations().stream()
            .anyMatch(one -> one.step().compareTo(Destination.Step.TAGGED) >= 0);
  }
}
