package dev.laytime.activity;

import dev.laytime.promotion.PromotionOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a wish comes to.
 *
 * @param order null where there is no such path
 * @param refusal why not, with what there is instead; empty where there is an order
 */
public record PromotionWishResult(@Nullable PromotionOrder order, String refusal) {}
