package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an order.
 *
 * @param id of the promotion's workflow; empty where there is none yet
 * @param answer {@code accepted}, {@code joined}, {@code superseding}, {@code busy} or {@code
 *     refused}; of a life also {@code waiting}: the image is not there yet, and is promoted once it
 *     is
 * @param reason of a refusal, the digest that keeps it busy, or what is waited for; null for none
 */
public record PromotionAnswer(String id, String answer, @Nullable String reason) {}
