package dev.laytime.activity;

import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import io.temporal.activity.ActivityInterface;

/**
 * What builds ask of the configuration and the ledger, and tell others. Each may be run twice.
 * Failures are of type {@code UNAVAILABLE}, with a {@link Problem}.
 */
@ActivityInterface(namePrefix = "BuildLedger")
public interface BuildLedgerActivities {

  /** The rule of an order as it is now, and whether its image may still be built. */
  BuildOrders orders(BuildOrder order);

  /**
   * Orders the build of an image that is missing, by update-with-start, for those who name it: once
   * for all of them, and only where the rule lets one of them.
   */
  BuildAnswer want(BuildWish wish);

  /** Writes where a build stands. What comes late changes nothing: one that is over stays so. */
  void remember(BuildStatus status);

  /**
   * Offers an image to the life of its name, so that its tag names it.
   *
   * @return why that life would never take it, and was not asked; empty where it was
   */
  String offer(BuildOffer offer);

  /** Whether an alias may follow what was built. */
  AliasMove judgeAlias(BuildAlias alias);

  /** Asks for the promotion that a rule wants after a build. */
  PromotionAnswer promote(BuildPromotion promotion);
}
