package dev.laytime.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests about promotions. {@code by} is who asks, for the record; it is left out
 * where the request itself proves who does. The same {@code requestId} is the same request, however
 * often it is sent; without one each is another.
 */
public sealed interface PromotionAsk {

  /**
   * {@code POST /api/v1/promotions}.
   *
   * @param image in the source stage, by tag
   * @param to the stage
   * @param digest null for what the tag names by now
   * @param dryRun whether only to say what would happen; null for not
   */
  record Promote(
      @Nullable String image,
      @Nullable String to,
      @Nullable String digest,
      @Nullable String by,
      @Nullable String requestId,
      @Nullable Boolean dryRun)
      implements PromotionAsk {}

  /**
   * {@code POST /api/v1/promotions/approvals}.
   *
   * @param gate null where the path has only one that wants approvals
   * @param gates the hash of the path and its gates as they were seen, as a promotion's status has
   *     it; null for what is shown now, which does not do for a gate that wants proof
   * @param path by which it goes, as was seen; null for whichever, which does not do there either
   */
  record Approve(
      @Nullable String id,
      @Nullable String digest,
      @Nullable String gate,
      @Nullable String by,
      @Nullable String why,
      @Nullable String requestId,
      @Nullable String gates,
      @Nullable String path)
      implements PromotionAsk {

    /** Of the gates that are shown now. */
    public Approve(
        @Nullable String id,
        @Nullable String digest,
        @Nullable String gate,
        @Nullable String by,
        @Nullable String why,
        @Nullable String requestId) {
      this(id, digest, gate, by, why, requestId, null, null);
    }
  }

  /**
   * {@code POST /api/v1/promotions/checks}.
   *
   * @param name of the check, which is its gate's
   */
  record Check(
      @Nullable String id,
      @Nullable String name,
      @Nullable String digest,
      @Nullable Boolean passed,
      @Nullable String by,
      @Nullable String detail,
      @Nullable String requestId)
      implements PromotionAsk {}

  /**
   * {@code POST /api/v1/promotions/cancellations}.
   *
   * @param digest what is not wanted; null for what is shown now
   * @param path by which it goes, as was seen; null for whichever
   */
  record Cancel(
      @Nullable String id,
      @Nullable String by,
      @Nullable String why,
      @Nullable String requestId,
      @Nullable String digest,
      @Nullable String path)
      implements PromotionAsk {

    /** Of what is shown now. */
    public Cancel(
        @Nullable String id,
        @Nullable String by,
        @Nullable String why,
        @Nullable String requestId) {
      this(id, by, why, requestId, null, null);
    }
  }

  /**
   * {@code POST /api/v1/rollbacks}.
   *
   * @param stage in which
   * @param repository below the stage's prefix, or all of it
   * @param tag where the repository has tags that are moved: which
   * @param to the tag or digest that is wanted; null for what was there before
   */
  record RollBack(
      @Nullable String stage,
      @Nullable String repository,
      @Nullable String tag,
      @Nullable String to,
      @Nullable String by,
      @Nullable String why,
      @Nullable String requestId,
      @Nullable Boolean dryRun)
      implements PromotionAsk {}

  /**
   * {@code POST /api/v1/holds/releases}.
   *
   * @param path of the hold; null for whichever it is
   * @param repository that is held
   * @param since of the hold that was seen; null for whichever it is
   */
  record Release(
      @Nullable String path,
      @Nullable String repository,
      @Nullable String by,
      @Nullable String why,
      @Nullable Instant since)
      implements PromotionAsk {}
}
