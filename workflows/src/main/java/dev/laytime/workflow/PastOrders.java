package dev.laytime.workflow;

import dev.laytime.promotion.PromotionOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The request ids of orders that are over: they do not come back by being repeated. */
final class PastOrders {

  private static final int MOST = 50;

  private final Deque<String> ids = new ArrayDeque<>();

  void add(PromotionOrder order) {
    ids.addLast(order.requestId());
    while (ids.size() > MOST) {
      ids.removeFirst();
    }
  }

  void addAll(List<String> others) {
    ids.addAll(others);
  }

  /** The oldest first. */
  List<String> all() {
    return List.copyOf(ids);
  }
}
