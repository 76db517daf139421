package dev.laytime.worker.ledger;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.StatementRequest;
import dev.laytime.activity.StatementResult;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import java.util.List;
import java.util.Optional;

/** For {@code PromotionActivities}: what promotions ask of the ledger and write down there. */
public interface PromotionLedger {

  /** The path of an order as it is now, and what counts for its gates. */
  PromotionOrders orders(PromotionOrder order);

  /** Writes down what somebody said, with its proof where there is one. */
  StatementResult state(StatementRequest request);

  /** Writes that an order is begun, unless a run that was lost got somewhere with the same. */
  IntroduceResult introduce(PromotionStatus status);

  /** Writes where a promotion stands. */
  void remember(PromotionStatus status);

  /** What else moves into one of its destinations and began to before it; empty for nothing. */
  String meeting(PromotionStatus status);

  /** What began to move into the same line and Git target after it; empty for nothing. */
  String later(LaterRequest request);

  /** The same, for who is about to write. */
  String laterThan(GitWriteRequest request);

  /** Whether a floating tag may go where it is to; one that may is kept for who asks. */
  FloatingResult floating(FloatingRequest request);

  /** The same for somebody who only wants to know: nothing is kept for anybody. */
  FloatingResult mayFloat(FloatingRequest request);

  /** Writes that a floating tag was moved. */
  void floated(FloatedNotice notice);

  /** What a path asks for by itself now. */
  PathRound round(String path);

  /** Writes that a path has asked for something by itself; of other orders nothing. */
  void asked(PromotionOrder order);

  /** Writes down that nobody took what a path asked for by itself: it asks again later. */
  void putOff(PromotionOrder order);

  /** The paths that promote something by itself. */
  List<PromotionPath> automatic();

  /** The ids of the promotions that are not over. */
  List<String> running();

  /**
   * What a promotion is about that is not over: it goes on with that where its run was lost. Empty
   * where it has waited for longer than it may.
   */
  Optional<PromotionOrder> left(String promotion);

  /**
   * The ids of those into a stage of which nothing was written for an hour, what moves first: their
   * runs may be lost.
   */
  List<String> silent(String stage, int limit);
}
