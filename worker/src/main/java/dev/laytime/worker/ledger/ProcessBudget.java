package dev.laytime.worker.ledger;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/** The budgets of a worker that shares its ledger with none. They begin anew with the process. */
public final class ProcessBudget implements RequestBudget {

  private final ConcurrentMap<Account, Pace> paces = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /** Budgets that nobody has used. */
  public ProcessBudget(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
    AtomicReference<Lease> lease = new AtomicReference<>();
    paces.compute(
        account,
        (_, known) -> {
          Pace pace = known == null ? Pace.FRESH : known;
          Pace.Taken taken = pace.take(clock.instant(), interval, wanted, urgency);
          lease.set(taken.lease());
          return taken.left();
        });
    return lease.get();
  }

  @Override
  public void slow(Account account, Slowdown slowdown) {
    paces.compute(
        account,
        (_, known) -> (known == null ? Pace.FRESH : known).slowed(clock.instant(), slowdown));
  }

  @Override
  public Map<String, Duration> waits() {
    Instant now = clock.instant();
    Map<String, Duration> waits = new TreeMap<>();
    paces.forEach((account, pace) ->
        waits.merge(
            account.host(),
            Pace.until(now, pace.next()),
            (one, other) -> one.compareTo(other) > 0 ? one : other));
    return waits;
  }
}
