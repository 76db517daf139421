package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an order.
 *
 * @param id of the promotion's workflow; empty where there is none yet
 * @param answer {@code accepted}, {@code joined}, {@code superseding}, {@code busy} or {@code
 *     refused}; of a life also {@code waiting}: the image is not there yet, and is promoted once it
 *     is
 * @param reason of a refusal, the digest that keeps it busy, and by which path where that is
 *     another, or what is waited for; null for none
 * @param joined the request id of the order that it joined; null where it joined none
 */
public record PromotionAnswer(
    String id, String answer, @Nullable String reason, @Nullable String joined) {

  /** Of one that is for itself. */
  public PromotionAnswer(String id, String answer, @Nullable String reason) {
    this(id, answer, reason, null);
  }

  /** Whether a promotion does, or will do, what was asked for. */
  public boolean taken() {
    return answer.equals("accepted") || answer.equals("joined") || answer.equals("superseding");
  }
}
