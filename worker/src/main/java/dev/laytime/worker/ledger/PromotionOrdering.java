package dev.laytime.worker.ledger;

import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.promotion.PromotionOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes orders of what people want. Nothing is started. */
public interface PromotionOrdering {

  /** Which path an image can go, and where to. */
  PromotionWishResult find(PromotionWish wish);

  /** What a repository of a stage goes back to. */
  PromotionWishResult back(RollbackWish wish);

  /** The repositories that an order leads into: its target's first, and those of replicas. */
  List<Repository> destinations(PromotionOrder order);

  /** What is under a tag of a stage; empty where the ledger does not know. */
  Optional<Digest> present(Reference image);

  /**
   * The id of the promotion that an order is for.
   *
   * @throws Wishes.RefusedException if there is no such stage, or the target is not in it
   */
  String id(PromotionOrder order);

  /**
   * Somebody wants back what was there.
   *
   * @param tag where the repository has tags that are moved: which; null where it has none
   * @param to the tag or digest that is wanted; null for what was there before
   */
  record RollbackWish(
      String requestId,
      Repository repository,
      @Nullable String tag,
      @Nullable String to,
      String by) {}
}
