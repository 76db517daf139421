package dev.laytime.workflow;

import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildLedgerActivities;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildPromotion;
import dev.laytime.activity.BuildWish;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what lives want built. */
final class FakeWorkshop implements BuildLedgerActivities {

  final List<BuildWish> wishes = new CopyOnWriteArrayList<>();

  /** What follows on a wish. */
  volatile Runnable onWish = () -> {};

  volatile boolean down;
  volatile String answer = "accepted";

  @Override
  public BuildAnswer want(BuildWish wish) {
    wishes.add(wish);
    if (down) {
      throw FakeRegistry.failure(FailureType.UNAVAILABLE, null);
    }
    onWish.run();
    return new BuildAnswer("build/" + wish.image(), answer, "because");
  }

  @Override
  public BuildOrders orders(BuildOrder order) {
    throw unexpected();
  }

  @Override
  public void remember(BuildStatus status) {
    throw unexpected();
  }

  @Override
  public String offer(BuildOffer offer) {
    throw unexpected();
  }

  @Override
  public AliasMove judgeAlias(BuildAlias alias) {
    throw unexpected();
  }

  @Override
  public PromotionAnswer promote(BuildPromotion promotion) {
    throw unexpected();
  }

  private static UnsupportedOperationException unexpected() {
    return new UnsupportedOperationException("Builds ask that, and lives do not");
  }
}
