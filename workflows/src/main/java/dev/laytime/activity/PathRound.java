package dev.laytime.activity;

import dev.laytime.promotion.PromotionOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path promotes by itself now.
 *
 * @param wanted whether it promotes anything by itself (any more)
 * @param orders at most 50; each has a request id made of the path, the image and its digest
 * @param more whether there are others: look again at once
 * @param next when to look again; null where nothing is wanted
 */
public record PathRound(
    boolean wanted, List<PromotionOrder> orders, boolean more, @Nullable Instant next) {
  public PathRound {
    orders = List.copyOf(orders);
  }
}
