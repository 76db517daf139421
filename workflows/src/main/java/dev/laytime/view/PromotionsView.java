package dev.laytime.view;

import dev.laytime.promotion.PromotionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/promotions}: the last ordered first. */
public record PromotionsView(List<One> promotions) {
  public PromotionsView {
    promotions = List.copyOf(promotions);
  }

  /**
   * {@code GET /api/v1/promotions/one}.
   *
   * @param proof how it is proven who ordered it; null where it is asserted
   * @param automatic whether the path itself ordered it
   */
  public record One(
      PromotionStatus status,
      @Nullable String proof,
      boolean automatic,
      @Nullable Instant endedAt,
      Instant updatedAt) {}
}
