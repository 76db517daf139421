package dev.laytime.promotion;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * This digest into that stage.
 *
 * @param requestId tells one order from another; the same id is the same order
 * @param path the name of the path that it goes
 * @param kind whether it goes forward, or back to what was there before
 * @param source the image in the source stage, by tag; of a rollback in the target stage
 * @param digest what is promoted, whatever the tag names by now
 * @param stage the path's target
 * @param target the image in that stage, by tag
 * @param by who says to have ordered it, for people; whether that is proven stands in the ledger
 * @param nonce what came with it from where that was proven; null where it was not
 */
public record PromotionOrder(
    String requestId,
    String path,
    Kind kind,
    Reference source,
    Digest digest,
    String stage,
    Reference target,
    String by,
    @Nullable String nonce) {

  /** One of which nothing is proven. */
  public PromotionOrder(
      String requestId,
      String path,
      Kind kind,
      Reference source,
      Digest digest,
      String stage,
      Reference target,
      String by) {
    this(requestId, path, kind, source, digest, stage, target, by, null);
  }

  /** The same, from where it is proven who gave it. */
  public PromotionOrder with(@Nullable String proof) {
    return new PromotionOrder(requestId, path, kind, source, digest, stage, target, by, proof);
  }

  /** Which way it goes. */
  public enum Kind {
    PROMOTE,

    /** To a digest that was promoted there before: no gates; floating tags may go back. */
    ROLLBACK
  }
}
