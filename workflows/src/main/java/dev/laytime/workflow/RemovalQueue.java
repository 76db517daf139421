package dev.laytime.workflow;

import dev.laytime.activity.RemovalOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reaper was asked for and has not answered yet, in the order in which it came. */
final class RemovalQueue {

  private static final int MOST_REMEMBERED = 1000;

  private final Map<String, RemovalOrder> waiting = new LinkedHashMap<>();
  private final Map<String, Instant> arrivals = new LinkedHashMap<>();
  private final Set<String> withdrawn = new LinkedHashSet<>();
  private final Set<String> answered = new LinkedHashSet<>();

  /** Queues an order; one that was queued or answered before changes nothing. */
  void add(RemovalOrder order, Instant at) {
    if (!answered.contains(order.requestId())
        && waiting.putIfAbsent(order.requestId(), order) == null) {
      arrivals.put(order.requestId(), at);
    }
  }

  /** Takes an order back, even one that comes later. */
  void withdraw(String requestId) {
    if (!answered.contains(requestId)) {
      withdrawn.add(requestId);
      forget(withdrawn);
    }
  }

  boolean isWithdrawn(RemovalOrder order) {
    return withdrawn.contains(order.requestId());
  }

  /** The next order that was taken back; null where there is none. */
  @Nullable RemovalOrder nextWithdrawn() {
    return waiting.values().stream().filter(this::isWithdrawn).findFirst().orElse(null);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** When the oldest order came; null where there is none. */
  @Nullable Instant oldest() {
    return arrivals.values().stream().findFirst().orElse(null);
  }

  List<RemovalOrder> first(int most) {
    return waiting.values().stream().limit(most).toList();
  }

  /** The oldest but for so many older ones; null where there are no more than those. */
  @Nullable RemovalOrder firstAfter(int older) {
    return waiting.values().stream().skip(older).findFirst().orElse(null);
  }

  List<RemovalOrder> all() {
    return new ArrayList<>(waiting.values());
  }

  /** It has its outcome. */
  void answered(RemovalOrder order) {
    String requestId = order.requestId();
    waiting.remove(requestId);
    arrivals.remove(requestId);
    withdrawn.remove(requestId);
    answered.add(requestId);
    forget(answered);
  }

  private static void forget(Set<String> ids) {
    Iterator<String> oldest = ids.iterator();
    for (int surplus = ids.size() - MOST_REMEMBERED; surplus > 0; surplus--) {
      oldest.next();
      oldest.remove();
    }
  }
}
