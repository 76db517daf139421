package dev.laytime.worker.messages;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.OrdersRequest;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionActivities;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionOffer;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.activity.StatementRequest;
import dev.laytime.activity.StatementResult;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;

/** What promotions ask and tell: of the ledger, and through Temporal's client. */
public final class PromotionActivitiesImpl implements PromotionActivities {

  private final PromotionLedger ledger;
  private final PromotionOrdering ordering;
  private final PromotionAsker asker;
  private final LateReferrers referrers;

  PromotionActivitiesImpl(
      PromotionLedger ledger,
      PromotionOrdering ordering,
      PromotionAsker asker,
      LateReferrers referrers) {
    this.referrers = referrers;
    this.ledger = ledger;
    this.ordering = ordering;
    this.asker = asker;
  }

  @Override
  public PromotionOrders orders(OrdersRequest request) {
    PromotionOrder order = request.order();
    return MessageFailures.orFailure(
        "ask what counts for the promotion to " + order.target(),
        () -> {
          PromotionOrders orders = ledger.orders(order);
          if (request.seeks() && orders.path() != null) {
            referrers.seek(order);
          }
          return orders;
        });
  }

  @Override
  public PromotionWishResult find(PromotionWish wish) {
    return MessageFailures.orFailure("find a path for " + wish.image(), () -> ordering.find(wish));
  }

  /**
   * What a promotion has taken is written down after it: asked again, the same order joins. What is
   * busy or refused is asked for in a later round.
   */
  @Override
  public PromotionAnswer request(PromotionOrder order) {
    return MessageFailures.orFailure(
        "ask for the promotion to " + order.target(),
        () -> {
          PromotionAnswer answer = asker.ask(ordering.id(order), order);
          if (answer.taken()) {
            ledger.asked(order);
          } else {
            ledger.putOff(order);
          }
          return answer;
        });
  }

  @Override
  public StatementResult state(StatementRequest request) {
    return MessageFailures.orFailure(
        "write down what was said of " + request.promotion(), () -> ledger.state(request));
  }

  @Override
  public IntroduceResult introduce(PromotionStatus status) {
    return MessageFailures.orFailure(
        "write down that %s is begun".formatted(status.id()), () -> ledger.introduce(status));
  }

  @Override
  public void remember(PromotionStatus status) {
    done("write down where %s stands".formatted(status.id()), () -> ledger.remember(status));
  }

  @Override
  public String meeting(PromotionStatus status) {
    return MessageFailures.orFailure(
        "ask what moves where %s does".formatted(status.id()), () -> ledger.meeting(status));
  }

  @Override
  public String later(LaterRequest request) {
    return MessageFailures.orFailure(
        "ask what moved after " + request.status().id(), () -> ledger.later(request));
  }

  @Override
  public void offer(PromotionOffer offer) {
    done("offer %s to its life".formatted(offer.target()), () -> asker.offer(offer));
  }

  @Override
  public FloatingResult floating(FloatingRequest request) {
    return MessageFailures.orFailure(
        "ask what %s follows".formatted(request.image()), () -> ledger.floating(request));
  }

  @Override
  public void floated(FloatedNotice notice) {
    done("write down what %s follows".formatted(notice.image()), () -> ledger.floated(notice));
  }

  @Override
  public PathRound round(String path) {
    return MessageFailures.orFailure(
        "ask what path %s promotes by itself".formatted(path), () -> ledger.round(path));
  }

  private static void done(String what, Runnable work) {
    var _ =
        MessageFailures.orFailure(
            what,
            () -> {
              work.run();
              return what;
            });
  }
}
