package dev.laytime.worker.messages;

import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildLedgerActivities;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildPromotion;
import dev.laytime.activity.BuildWish;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.worker.ledger.BuildLedger;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;

/** What builds ask and tell: of the ledger, and through Temporal's client. */
public final class BuildLedgerActivitiesImpl implements BuildLedgerActivities {

  private final BuildLedger ledger;
  private final BuildAsker asker;
  private final LifeMessages lives;
  private final PromotionOrdering promotions;
  private final PromotionAsker promoter;
  private final PromotionLedger promoted;

  BuildLedgerActivitiesImpl(
      BuildLedger ledger,
      BuildAsker asker,
      LifeMessages lives,
      PromotionOrdering promotions,
      PromotionAsker promoter,
      PromotionLedger promoted) {
    this.ledger = ledger;
    this.asker = asker;
    this.lives = lives;
    this.promotions = promotions;
    this.promoter = promoter;
    this.promoted = promoted;
  }

  @Override
  public BuildOrders orders(BuildOrder order) {
    return MessageFailures.orFailure(
        "ask what counts for the build of " + order.image(), () -> ledger.orders(order));
  }

  /** What is written down first is asked for until Temporal has it: the same order joins. */
  @Override
  public BuildAnswer want(BuildWish wish) {
    return MessageFailures.orFailure(
        "order the build of " + wish.image(),
        () -> {
          BuildLedger.Wanted wanted = ledger.want(wish);
          return wanted.order() == null ? wanted.answer() : ask(wanted.order());
        });
  }

  private BuildAnswer ask(BuildOrder order) {
    BuildAnswer answer = asker.ask(order);
    if (answer.answer().equals(BuildAsker.BUSY) || answer.answer().equals(BuildAsker.REFUSED)) {
      ledger.notAsked(order);
      throw new BusyException("%s: %s".formatted(answer.id(), answer.reason()));
    }
    ledger.asked(order);
    return answer;
  }

  @Override
  public void remember(BuildStatus status) {
    var _ =
        MessageFailures.orFailure(
            "write down where %s stands".formatted(status.id()),
            () -> {
              ledger
                  .remember(status)
                  .forEach(image ->
                      lives.look(
                          image,
                          image.equals(status.order().image())
                              ? "its build is " + status.state()
                              : "there is room for its build"));
              return status;
            });
  }

  @Override
  public String offer(BuildOffer offer) {
    return MessageFailures.orFailure(
        "offer %s to its life".formatted(offer.target()),
        () -> {
          String objection = ledger.objection(offer);
          if (objection.isEmpty()) {
            asker.offer(offer);
          }
          return objection;
        });
  }

  @Override
  public AliasMove judgeAlias(BuildAlias alias) {
    return MessageFailures.orFailure(
        "ask what %s follows".formatted(alias.alias()), () -> ledger.judgeAlias(alias));
  }

  @Override
  public PromotionAnswer promote(BuildPromotion promotion) {
    return MessageFailures.orFailure(
        "ask for the promotion of " + promotion.image(),
        () -> {
          PromotionWishResult found =
              promotions.find(
                  new PromotionWish(
                      promotion.requestId(),
                      promotion.image(),
                      promotion.digest(),
                      promotion.stage(),
                      promotion.build()));
          if (found.order() == null) {
            return new PromotionAnswer("", "refused", found.refusal());
          }
          PromotionAnswer answer = promoter.ask(promotions.id(found.order()), found.order());
          if (answer.taken()) {
            promoted.asked(found.order());
          }
          return answer;
        });
  }
}
