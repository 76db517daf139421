package dev.laytime.worker.ledger;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.RequestBudget.Slowdown;
import java.time.Duration;
import java.time.Instant;

/**
 * One account's budget: when its next request may be sent.
 *
 * @param next earliest instant that nobody has leased
 * @param spread from one request to the next, as the registry asked for; zero where it did not
 * @param spreadUntil when that ends
 */
record Pace(Instant next, Duration spread, Instant spreadUntil) {

  /** One bad answer must not stop a registry's images for days. */
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  static final Duration LONGEST_SPREAD = Duration.ofMinutes(1);

  /** One that was never used. */
  static final Pace FRESH = new Pace(Instant.EPOCH, Duration.ZERO, Instant.EPOCH);

  /** A lease, and what is left. */
  record Taken(Lease lease, Pace left) {}

  /**
   * Takes requests one after the other, none later than patience has it.
   *
   * @param usual interval from one to the next
   */
  Taken take(Instant now, Duration usual, int wanted) {
    Instant start = next.isAfter(now) ? next : now;
    Duration wait = Duration.between(now, start);
    Duration interval = interval(start, usual);
    if (wait.compareTo(RequestBudget.PATIENCE) > 0) {
      return new Taken(new Lease(0, wait, interval), this);
    }
    if (interval.isZero()) {
      return new Taken(new Lease(Lease.MOST, wait, interval), this);
    }
    long within = 1 + RequestBudget.PATIENCE.minus(wait).dividedBy(interval);
    int requests = (int) Math.min(Math.min(wanted, within), Lease.MOST);
    Instant after = start.plus(interval.multipliedBy(requests));
    return new Taken(new Lease(requests, wait, interval), new Pace(after, spread, spreadUntil));
  }

  /** The same, slower. What was leased before is not taken back. */
  Pace slowed(Instant now, Slowdown slowdown) {
    return switch (slowdown) {
      case Slowdown.Pause(var time) -> {
        Instant end = now.plus(least(time, LONGEST_PAUSE));
        yield end.isAfter(next) ? new Pace(end, spread, spreadUntil) : this;
      }
      case Slowdown.Spread(var interval, var time) ->
          new Pace(next, least(interval, LONGEST_SPREAD), now.plus(least(time, LONGEST_PAUSE)));
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
