package dev.laytime.workflow;

import dev.laytime.promotion.PromotionOrder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of the same that nobody has looked at yet: one of them may be proven. */
final class JoinedOrders {

  private static final int MOST = 20;

  private final Deque<PromotionOrder> orders = new ArrayDeque<>();

  /**
   * Takes one, unless it is known or goes another path; the oldest are left out.
   *
   * @param first what it is the same as
   * @param past request ids of orders that are over
   */
  void join(PromotionOrder first, PromotionOrder other, Collection<String> past) {
    boolean known =
        past.contains(other.requestId())
            || orders.stream().anyMatch(one -> one.requestId().equals(other.requestId()));
    if (!known && other.path().equals(first.path())) {
      orders.addLast(other);
      while (orders.size() > MOST) {
        orders.removeFirst();
      }
    }
  }

  void addAll(List<PromotionOrder> others) {
    orders.addAll(others);
  }

  List<PromotionOrder> all() {
    return List.copyOf(orders);
  }

  /** The oldest; null for none. */
  @Nullable PromotionOrder first() {
    return orders.peekFirst();
  }

  void remove(PromotionOrder other) {
    orders.remove(other);
  }

  void clear() {
    orders.clear();
  }
}
