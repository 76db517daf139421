package dev.laytime.activities.registry;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * The budget of a process that makes one copy: nobody else is to be let go first, so whoever wants
 * a place gets one, however late. What a registry asks for is not kept here: a refusal ends the
 * copy, and whoever tries again goes by what that says.
 */
final class SteadyBudget implements RequestBudget {

  private final ConcurrentMap<Account, Long> free = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  SteadyBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
    if (interval.isZero()) {
      return new Lease(Lease.MOST, Duration.ZERO, Duration.ZERO);
    }
    int given = Math.min(wanted, Lease.MOST);
    long now = nanoTime.getAsLong();
    long lasts = interval.toNanos() * given;
    long end = free.merge(account, now + lasts, (next, _) -> (next - now > 0 ? next : now) + lasts);
    return new Lease(given, Duration.ofNanos(end - lasts - now), interval);
  }

  @Override
  public void slow(Account account, Slowdown slowdown) {}

  @Override
  public Map<String, Duration> waits() {
    return Map.of();
  }
}
