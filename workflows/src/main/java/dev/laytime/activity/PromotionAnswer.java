package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an order.
 *
 * @param id of the promotion's workflow
 * @param answer {@code accepted}, {@code joined}, {@code superseding}, {@code busy} or {@code
 *     refused}
 * @param reason of a refusal, or the digest that keeps it busy; null for none
 */
public record PromotionAnswer(String id, String answer, @Nullable String reason) {}
