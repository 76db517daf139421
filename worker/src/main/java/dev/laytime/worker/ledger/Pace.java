package dev.laytime.worker.ledger;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.RequestBudget.Slowdown;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;

/**
 * One account's budget: when its next request may be sent, and by whom.
 *
 * @param next earliest instant that nobody has leased
 * @param spread from one request to the next, as the registry asked for; zero where it did not
 * @param spreadUntil when that ends
 * @param precedence who goes first
 */
record Pace(Instant next, Duration spread, Instant spreadUntil, Precedence precedence) {

  /** One bad answer must not stop a registry's images for days. */
  static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  static final Duration LONGEST_SPREADING = Duration.ofHours(1);

  static final Duration LONGEST_SPREAD = Duration.ofMinutes(1);

  /** One that was never used. */
  static final Pace FRESH = new Pace(Instant.EPOCH, Duration.ZERO, Instant.EPOCH, Precedence.NONE);

  /** A lease, and what is left. */
  record Taken(Lease lease, Pace left) {}

  /**
   * Takes requests one after the other, none further ahead than its urgency reaches.
   *
   * @param usual interval from one to the next
   */
  Taken take(Instant now, Duration usual, int wanted, Urgency urgency) {
    Duration wait = until(now, next);
    Instant start = now.plus(wait);
    Duration interval = interval(start, usual);
    boolean due = precedence.isDue(urgency);
    Instant kept = precedence.keptUntil(urgency);
    if (kept.isAfter(start) && !due) {
      return new Taken(new Lease(0, Duration.between(now, kept), interval), this);
    }
    if (due && wait.compareTo(reach(urgency)) > 0) {
      return wait.compareTo(RequestBudget.PATIENCE.plus(aTurn(interval))) > 0
          ? sentAway(urgency, start, new Lease(0, wait.minus(RequestBudget.PATIENCE), interval))
          : given(now, urgency, new Lease(1, wait, interval));
    }
    if (wait.compareTo(RequestBudget.PATIENCE) > 0) {
      return sentAway(urgency, start, new Lease(0, wait, interval));
    }
    Duration left = reach(urgency).minus(wait);
    if (left.isNegative()) {
      // It is asked for again while others cannot have used up what is before it.
      Duration again = reach(urgency).dividedBy(2).minus(left);
      return new Taken(new Lease(0, again, interval), this);
    }
    if (interval.isZero()) {
      return given(now, urgency, new Lease(Lease.MOST, wait, interval));
    }
    long within = 1 + left.dividedBy(interval);
    int requests = (int) Math.min(Math.min(wanted, within), Lease.MOST);
    return given(now, urgency, new Lease(requests, wait, interval));
  }

  /** How long it is until an instant; nothing where it is gone by. */
  static Duration until(Instant now, Instant next) {
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  /**
   * How far ahead places are given: the less urgent, the later, so that what is more urgent finds
   * them free. Whoever asks when half of that is left has time to ask before the next is due.
   */
  private static Duration reach(Urgency urgency) {
    return switch (urgency) {
      case AWAITED -> RequestBudget.PATIENCE;
      case ORDERED -> Duration.ofSeconds(1);
      case REFRESH -> Duration.ofMillis(200);
    };
  }

  /** Those who reach furthest leave at most one place beyond patience between them and the end. */
  private static Duration aTurn(Duration interval) {
    return interval.compareTo(RequestBudget.PATIENCE) > 0 ? Duration.ZERO : interval;
  }

  private Taken sentAway(Urgency urgency, Instant start, Lease refusal) {
    return new Taken(
        refusal, new Pace(next, spread, spreadUntil, precedence.sentAway(urgency, start)));
  }

  /** Where nothing bounds requests, only who is waited for counts as passing others. */
  private Taken given(Instant now, Urgency urgency, Lease lease) {
    if (lease.interval().isZero()) {
      return precedence.isWanted(now)
          ? new Taken(lease, new Pace(next, spread, spreadUntil, precedence.served(urgency, 1)))
          : new Taken(lease, this);
    }
    Instant after = now.plus(lease.delay()).plus(lease.interval().multipliedBy(lease.requests()));
    return new Taken(
        lease, new Pace(after, spread, spreadUntil, precedence.served(urgency, lease.requests())));
  }

  /** The same, slower. What was leased before is not taken back. */
  Pace slowed(Instant now, Slowdown slowdown) {
    return switch (slowdown) {
      case Slowdown.Pause(var time) -> {
        Instant end = now.plus(least(time, LONGEST_PAUSE));
        yield end.isAfter(next) ? new Pace(end, spread, spreadUntil, precedence) : this;
      }
      case Slowdown.Spread(var interval, var time) ->
          new Pace(
              next,
              least(interval, LONGEST_SPREAD),
              now.plus(least(time, LONGEST_SPREADING)),
              precedence);
    };
  }

  private Duration interval(Instant at, Duration usual) {
    boolean slower = at.isBefore(spreadUntil) && spread.compareTo(usual) > 0;
    return slower ? spread : usual;
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
