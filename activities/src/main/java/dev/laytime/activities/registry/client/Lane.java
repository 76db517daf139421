package dev.laytime.activities.registry.client;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Lease;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where those who are equally urgent wait for their places, one behind the other. The first asks
 * for all of them.
 */
final class Lane {

  /** How long a place may be left unused, at most: no longer than until the next one. */
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** However many are sent away: nobody is told to stay away for longer because of them. */
  private static final long LONGEST_TURN = TimeUnit.MINUTES.toNanos(1);

  private final Toll.Clock clock;
  private final AtomicInteger slowdowns;
  private final Asking asking;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<@Nullable Long> back = new AtomicReference<>();
  private volatile Duration interval = Duration.ZERO;
  private @Nullable Held held;
  private int used;

  /** Asks the budget. */
  interface Asking {
    Lease ask(int wanted);
  }

  /**
   * When one request may be sent, from now on.
   *
   * @param given whether that place is given to nobody else; else it is the time to ask again
   */
  record Place(boolean given, Duration delay) {}

  private record Held(Lease lease, long at, int slowdowns) {}

  /**
   * @param slowdowns counts how often the registry asked for patience: no earlier lease holds then
   */
  Lane(Toll.Clock clock, AtomicInteger slowdowns, Asking asking) {
    this.clock = clock;
    this.slowdowns = slowdowns;
    this.asking = asking;
  }

  /** Waits for a place, no longer than patience has it. */
  Place place() throws InterruptedException {
    long deadline = clock.nanos() + RequestBudget.PATIENCE.toNanos();
    waiting.incrementAndGet();
    try {
      if (!turn.tryLock(RequestBudget.PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        return sentAway(Duration.ZERO);
      }
      try {
        return first(deadline);
      } finally {
        turn.unlock();
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Place first(long deadline) throws InterruptedException {
    Held current = usable();
    while (current == null) {
      Held asked = ask();
      Duration delay = asked.lease().delay();
      if (!asked.lease().isRefused()) {
        current = asked;
      } else if (delay.toNanos() > deadline - clock.nanos()) {
        return sentAway(delay);
      } else {
        clock.sleep(delay);
      }
    }
    held = current;
    long due = current.at() + at(current.lease(), used);
    used++;
    return new Place(true, Duration.ofNanos(due - clock.nanos()));
  }

  private Held ask() {
    held = null;
    used = 0;
    int before = slowdowns.get();
    Lease lease = asking.ask(waiting.get());
    interval = lease.interval();
    return new Held(lease, clock.nanos(), before);
  }

  /** A place that nobody came for is lost: later ones are others'. */
  private @Nullable Held usable() {
    Held current = held;
    if (current == null || current.slowdowns() != slowdowns.get()) {
      return null;
    }
    Lease lease = current.lease();
    long late = lease.interval().isZero() ? SECOND : Math.min(SECOND, lease.interval().toNanos());
    long now = clock.nanos();
    while (used < lease.requests() && now - current.at() - at(lease, used) > late) {
      used++;
    }
    return used < lease.requests() ? current : null;
  }

  private static long at(Lease lease, int number) {
    return lease.delay().plus(lease.interval().multipliedBy(number)).toNanos();
  }

  /** Who is sent away comes back one after the other, as they came: not all for one place. */
  private Place sentAway(Duration soonest) {
    long now = clock.nanos();
    long earliest = now + soonest.toNanos();
    long step = interval.toNanos();
    Long turnOf =
        back.updateAndGet(
            last -> last == null || last + step - earliest < 0 ? earliest : last + step);
    long wait = turnOf == null ? 0 : turnOf - now;
    return new Place(false, Duration.ofNanos(Math.min(wait, soonest.toNanos() + LONGEST_TURN)));
  }
}
