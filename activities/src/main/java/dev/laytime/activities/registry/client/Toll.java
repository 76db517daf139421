package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.NextSlot;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Account;
import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.RequestBudget.Slowdown;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request to one registry by one login is paid for, before it is sent. Who waits here
 * together, and is equally urgent, leases together.
 */
final class Toll {

  private static final Logger log = LoggerFactory.getLogger(Toll.class);

  /** What a registry said earlier may be long over. */
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  /** How long all others wait for the first answer. */
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(2);

  /** How often a slowdown is told. */
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Account account;
  private final Duration interval;
  private final RequestBudget budget;
  private final Clock clock;
  private final Spacing spacing;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger slowdowns = new AtomicInteger();
  private final Map<Urgency, Lane> lanes = new EnumMap<>(Urgency.class);
  private final ReentrantLock telling = new ReentrantLock();
  private long slowedAt;
  private boolean slowed;
  private volatile @Nullable Told told;

  private record Told(Quota quota, long at) {}

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
    this.spacing = new Spacing(interval);
    for (Urgency urgency : Urgency.values()) {
      lanes.put(urgency, new Lane(clock, slowdowns, wanted -> ask(wanted, urgency)));
    }
  }

  /**
   * Returns when a request may be sent.
   *
   * @throws RegistryException if that would take too long, with the time when it may be tried again
   */
  void pay(String what, Urgency urgency) throws RegistryException {
    try {
      Lane.Place place = Objects.requireNonNull(lanes.get(urgency)).place();
      if (!place.given()) {
        throw refused(what, place.delay());
      }
      sleep(place.delay());
      awaitFirst();
      sleep(spacing.pass(clock.nanos()));
    } catch (LedgerUnavailableException e) {
      throw unknown(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(
          FailureType.UNAVAILABLE, what, "it was interrupted", "try again later", null, e);
    }
  }

  /**
   * Until the first request has its answer there is no way to the registry yet, and a process may
   * just have begun: what else was sent would come all at once.
   */
  private void awaitFirst() throws InterruptedException {
    boolean first = begun.compareAndSet(false, true);
    if (!first
        && !interval.isZero()
        && !answered.await(LONGEST_OPENING.toMillis(), TimeUnit.MILLISECONDS)) {
      answered.countDown();
    }
  }

  /** A request has its answer, or will have none. */
  void answered() {
    answered.countDown();
  }

  private void sleep(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      clock.sleep(time);
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
    } finally {
      slowdowns.incrementAndGet();
    }
  }

  /** Remembers what an answer told of the registry's own limit. */
  void told(Quota quota) {
    told = new Told(quota, clock.nanos());
  }

  /** What the registry told of its own limit within the last hour; null where it told nothing. */
  @Nullable Quota quota() {
    Told last = told;
    return last == null || clock.nanos() - last.at() > HOUR ? null : last.quota();
  }

  /** Each answer may count down: once a second is often enough. A pause is always told. */
  private boolean isNews(Slowdown slowdown) {
    telling.lock();
    try {
      boolean lately = slowed && clock.nanos() - slowedAt < SECOND;
      if (lately && slowdown instanceof Slowdown.Spread) {
        return false;
      }
      slowed = true;
      slowedAt = clock.nanos();
      return true;
    } finally {
      telling.unlock();
    }
  }

  private Lease ask(int wanted, Urgency urgency) {
    try {
      return budget.take(account, interval, wanted, urgency);
    } catch (LedgerUnavailableException e) {
      if (interval.isZero()) {
        log.warn("not known whether to wait host={} cause={}", account.host(), e.getMessage());
        return new Lease(Lease.MOST, Duration.ZERO, Duration.ZERO);
      }
      throw e;
    }
  }

  private RegistryException unknown(String what, LedgerUnavailableException e) {
    return new RegistryException(
        FailureType.UNAVAILABLE,
        what,
        String.valueOf(e.getMessage()),
        "check the ledger's database: without it nobody knows how often %s may be asked"
            .formatted(account.host()),
        null,
        e);
  }

  private RegistryException refused(String what, Duration wait) {
    return new RegistryException(
        FailureType.THROTTLED,
        what,
        "%s may not be asked now, %s: until then others have its budget, or it asked us to wait"
            .formatted(account.host(), NextSlot.in(wait)),
        "it is tried again by itself; a higher `requests-per-second` for that registry is of use"
            + " only where it allows more",
        Instant.now().plus(wait),
        null);
  }
}
