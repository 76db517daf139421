package dev.laytime.activity;

import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ledger has an order already as one that is not over.
 *
 * @param left where a run that Temporal has lost left it: there it goes on; null where there was
 *     none
 * @param path by which it moves, where it had begun to; else null
 * @param proof how it is proven who gave the order; null where it is not
 */
public record IntroduceResult(
    @Nullable PromotionStatus left, @Nullable PromotionPath path, @Nullable String proof) {

  /** Nobody has begun it before. */
  public static final IntroduceResult NEW = new IntroduceResult(null, null, null);
}
