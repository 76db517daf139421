package dev.laytime.activity;

import dev.laytime.promotion.PromotionOrder;

/**
 * A question what counts for an order.
 *
 * @param seeks whether what refers to the image shall be beside it before anybody reads it, where a
 *     mirror brought it: that may take minutes
 */
public record OrdersRequest(PromotionOrder order, boolean seeks) {}
