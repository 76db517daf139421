package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Account;
import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.RequestBudget.Slowdown;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request to one registry by one login is paid for, before it is sent. Who waits here
 * together leases together.
 */
final class Toll {

  private static final Logger log = LoggerFactory.getLogger(Toll.class);

  /** How long a place may be left unused, and how often a slowdown is told. */
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Account account;
  private final Duration interval;
  private final RequestBudget budget;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicInteger waiting = new AtomicInteger();
  private @Nullable Lease lease;
  private long leasedAt;
  private int used;
  private long slowedAt;
  private boolean slowed;

  /** Time as this process sees it. */
  interface Clock {

    Clock SYSTEM =
        new Clock() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time);
          }
        };

    long nanos();

    void sleep(Duration time) throws InterruptedException;
  }

  Toll(Account account, Duration interval, RequestBudget budget, Clock clock) {
    this.account = account;
    this.interval = interval;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * Returns when a request may be sent.
   *
   * @throws RegistryException if that would take too long, with the time when it may be tried again
   */
  void pay(String what) throws RegistryException {
    try {
      Duration wait = place(what);
      if (wait.isPositive()) {
        clock.sleep(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(
          FailureType.UNAVAILABLE, what, "it was interrupted", "try again later", null, e);
    }
  }

  /** Takes what an answer asked for to all who share the budget. */
  void slow(Slowdown slowdown) {
    if (!isNews(slowdown)) {
      return;
    }
    try {
      budget.slow(account, slowdown);
    } catch (LedgerUnavailableException e) {
      log.warn("others are not told to wait host={} cause={}", account.host(), e.getMessage());
    }
  }

  /** Each answer may count down: once a second is often enough. A pause is always told. */
  private boolean isNews(Slowdown slowdown) {
    turn.lock();
    try {
      boolean lately = slowed && clock.nanos() - slowedAt < SECOND;
      if (lately && slowdown instanceof Slowdown.Spread) {
        return false;
      }
      slowed = true;
      slowedAt = clock.nanos();
      lease = null;
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** How long from now until one request may be sent; nobody else is given that place. */
  private Duration place(String what) throws InterruptedException, RegistryException {
    waiting.incrementAndGet();
    try {
      turn.lockInterruptibly();
      try {
        Lease current = usable();
        return next(current == null ? take(what) : current);
      } finally {
        turn.unlock();
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Duration next(Lease current) {
    long due = leasedAt + at(current, used);
    used++;
    return Duration.ofNanos(due - clock.nanos());
  }

  private @Nullable Lease usable() {
    Lease current = lease;
    if (current == null || used >= current.requests()) {
      return null;
    }
    int last = current.interval().isZero() ? 0 : current.requests() - 1;
    long end = leasedAt + at(current, last) + SECOND;
    return clock.nanos() - end > 0 ? null : current;
  }

  private static long at(Lease lease, int number) {
    return lease.delay().plus(lease.interval().multipliedBy(number)).toNanos();
  }

  private Lease take(String what) throws RegistryException {
    lease = null;
    Lease taken = ask(what);
    if (taken.isRefused()) {
      throw refused(what, taken.delay());
    }
    lease = taken;
    leasedAt = clock.nanos();
    used = 0;
    return taken;
  }

  private Lease ask(String what) throws RegistryException {
    try {
      return budget.take(account, interval, waiting.get());
    } catch (LedgerUnavailableException e) {
      if (interval.isZero()) {
        log.warn("not known whether to wait host={} cause={}", account.host(), e.getMessage());
        return new Lease(Lease.MOST, Duration.ZERO, Duration.ZERO);
      }
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          what,
          String.valueOf(e.getMessage()),
          "check the ledger's database: without it nobody knows how often %s may be asked"
              .formatted(account.host()),
          null,
          e);
    }
  }

  private RegistryException refused(String what, Duration wait) {
    return new RegistryException(
        FailureType.THROTTLED,
        what,
        "%s may not be asked for another %d s: its budget is leased until then, or it asked us to wait"
            .formatted(account.host(), wait.toSeconds() + 1),
        "it is tried again by itself; a higher `requests-per-second` for that registry is of use"
            + " only where it allows more",
        Instant.now().plus(wait),
        null);
  }
}
