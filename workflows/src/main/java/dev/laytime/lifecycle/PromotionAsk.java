package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants the image in another stage, and no promotion has been asked for yet.
 *
 * @param requestId tells one from another
 * @param stage where to; null where only one path leads away from here
 * @param by who, for people
 * @param digest what is meant; null for what the image is when it is promoted
 * @param attempts how often asking for the promotion failed
 * @param nextAttempt not before this; null for at once
 * @param cause why the last attempt failed; empty for none
 */
public record PromotionAsk(
    String requestId,
    @Nullable String stage,
    String by,
    @Nullable Digest digest,
    Instant askedAt,
    int attempts,
    @Nullable Instant nextAttempt,
    String cause) {

  /** So many wait at a time. */
  public static final int MOST = 10;

  /** For so long. */
  static final Duration PATIENCE = Duration.ofDays(3);

  /** One that nothing was done about yet. */
  public static PromotionAsk of(
      String requestId,
      @Nullable String stage,
      String by,
      @Nullable Digest digest,
      Instant askedAt) {
    return new PromotionAsk(requestId, stage, by, digest, askedAt, 0, null, "");
  }

  PromotionAsk putOff(Instant until, String why) {
    return new PromotionAsk(requestId, stage, by, digest, askedAt, attempts + 1, until, why);
  }

  Instant end() {
    return askedAt.plus(PATIENCE);
  }

  /** Where to, for people. */
  public String text() {
    return (stage == null ? "promotion" : "promotion to " + stage) + " wanted by " + by;
  }
}
