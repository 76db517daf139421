package dev.laytime.worker.ledger;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Many who ask one registry through the lanes of some workers, in a time of its own: each sends one
 * request after the other, with some time for the answer.
 */
final class Rush {

  static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private final Duration interval;
  private final Random random;
  private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.naturalOrder());
  private final List<Map<Urgency, Lane>> workers = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private Pace pace = Pace.FRESH;
  private Instant now = START;
  private long number;

  /** A request that was sent, and since when it had waited. */
  record Sent(Instant at, int who, Urgency urgency, Duration waited) {}

  private record Event(Instant at, long number, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  private record Waiting(int who, int left, Instant since, Instant entered) {}

  Rush(Duration interval, int workers, long seed) {
    this.interval = interval;
    this.random = new Random(seed);
    for (int i = 0; i < workers; i++) {
      Map<Urgency, Lane> lanes = new EnumMap<>(Urgency.class);
      for (Urgency urgency : Urgency.values()) {
        lanes.put(urgency, new Lane(urgency));
      }
      this.workers.add(lanes);
    }
  }

  /** Has somebody begin to ask at some time. */
  void comes(Duration after, int who, Urgency urgency, int requests) {
    Lane lane = Objects.requireNonNull(workers.get(random.nextInt(workers.size())).get(urgency));
    at(START.plus(after), () -> lane.enter(who, requests, now));
  }

  /** What was sent within some time. */
  List<Sent> run(Duration time) {
    Instant end = START.plus(time);
    while (!events.isEmpty() && events.peek().at().isBefore(end)) {
      Event next = events.remove();
      now = next.at();
      next.what().run();
    }
    return sent.stream().filter(one -> one.at().isBefore(end)).toList();
  }

  private void at(Instant time, Runnable what) {
    events.add(new Event(time, number++, what));
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(random.nextInt(least, most));
  }

  /** As the client's: the first asks for all, and waits where there is nothing yet. */
  private final class Lane {
    private final Urgency urgency;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean asking;

    Lane(Urgency urgency) {
      this.urgency = urgency;
    }

    void enter(int who, int left, Instant since) {
      queue.add(new Waiting(who, left, since, now));
      if (!asking) {
        asking = true;
        at(now.plus(millis(1, 6)), this::ask);
      }
    }

    private void ask() {
      while (!queue.isEmpty() && patience(queue.getFirst()).isNegative()) {
        sendAway(Duration.ZERO);
      }
      if (queue.isEmpty()) {
        asking = false;
        return;
      }
      Pace.Taken taken = pace.take(now, interval, queue.size(), urgency);
      pace = taken.left();
      Lease lease = taken.lease();
      if (!lease.isRefused()) {
        for (int i = 0; i < lease.requests() && !queue.isEmpty(); i++) {
          send(queue.remove(), now.plus(lease.delay()).plus(lease.interval().multipliedBy(i)));
        }
        at(now.plus(millis(1, 6)), this::ask);
      } else if (lease.delay().compareTo(patience(queue.getFirst())) > 0) {
        sendAway(lease.delay());
        at(now.plus(millis(1, 6)), this::ask);
      } else {
        at(now.plus(lease.delay()).plus(millis(0, 6)), this::ask);
      }
    }

    private Duration patience(Waiting first) {
      return RequestBudget.PATIENCE.minus(Duration.between(first.entered(), now));
    }

    private void sendAway(Duration delay) {
      Waiting first = queue.remove();
      at(
          now.plus(delay).plus(millis(10, 2_000)),
          () -> enter(first.who(), first.left(), first.since()));
    }

    private void send(Waiting first, Instant at) {
      sent.add(new Sent(at, first.who(), urgency, Duration.between(first.since(), at)));
      if (first.left() > 1) {
        Rush.this.at(at.plus(millis(5, 40)), () -> enter(first.who(), first.left() - 1, now));
      }
    }
  }
}
