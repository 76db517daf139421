package dev.laytime.activity;

import dev.laytime.promotion.PromotionOrder;

/**
 * What to write.
 *
 * @param promotion the workflow's id, for the commit's message
 * @param order what was promoted, or rolled back
 * @param git the name, in the configuration, of where and how
 */
public record GitWriteRequest(String promotion, PromotionOrder order, String git) {}
