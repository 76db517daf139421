package dev.laytime.activity;

import dev.laytime.promotion.PromotionStatus;

/**
 * What a promotion asks before it writes into Git.
 *
 * @param git the target, by its name in the configuration
 */
public record LaterRequest(PromotionStatus status, String git) {}
