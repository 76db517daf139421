package dev.laytime.activity;

import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.activity.ActivityInterface;

/**
 * What promotions ask of the ledger and tell others. Each may be run twice. Failures are of type
 * {@code UNAVAILABLE}, with a {@link Problem}.
 */
@ActivityInterface(namePrefix = "Promotion")
public interface PromotionActivities {

  /** The path of an order as it is now, and what the ledger knows for its gates. */
  PromotionOrders orders(OrdersRequest request);

  /** Makes an order of a wish: which path, which target. Nothing is started. */
  PromotionWishResult find(PromotionWish wish);

  /** Asks for a promotion, by update-with-start. */
  PromotionAnswer request(PromotionOrder order);

  /**
   * Writes down what somebody said of a promotion, and whether it is proven who did: our own HTTP
   * API has written that down before, under the same request id.
   */
  StatementResult state(StatementRequest request);

  /**
   * Writes that an order is begun, unless an earlier run of the same, which is not over, has got
   * somewhere: then nothing is written.
   */
  IntroduceResult introduce(PromotionStatus status);

  /**
   * Writes where a promotion stands. What comes late changes nothing: an order that is over stays
   * so.
   */
  void remember(PromotionStatus status);

  /**
   * What else moves into one of a promotion's destinations, under the same tag, and began to before
   * it, for people. Empty where nothing does.
   */
  String meeting(PromotionStatus status);

  /**
   * Why what a promotion is about must not be written into a Git target any more, for people:
   * another promotion or rollback of the same line, in the order's stage and repository and by a
   * path that writes into the same target, began to move after it. Empty where none did.
   */
  String later(LaterRequest request);

  /** Offers the image to the life of its name in a destination, so that its tag names it. */
  void offer(PromotionOffer offer);

  /**
   * Whether a destination's floating tag may go where it is to: forward only, by what it is known
   * to follow ({@link dev.laytime.promotion.FloatingTags#forward}). One that may is reserved for
   * this promotion until {@link #floated}, for ten minutes at most: the question of another one
   * fails meanwhile, so that no two move it at once. The same promotion may ask again. One that was
   * rolled back since it began to move, or a rollback after which something moved, moves none.
   */
  FloatingResult floating(FloatingRequest request);

  /** Writes that a floating tag was moved, after it was. */
  void floated(FloatedNotice notice);

  /** What a path's automatic promotions shall ask for now, and when to look again. */
  PathRound round(String path);
}
