package dev.laytime.worker.ledger;

import dev.laytime.activity.IntroduceResult;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Orders that are not over, and whose runs may be lost. Used within a transaction. */
final class LostOrders {

  /** One that waits reads its gates within an hour, but writes only what is new. */
  private static final Duration SILENT = Duration.ofHours(1);

  private final PromotionTables promotions;
  private final InstantSource clock;

  LostOrders(PromotionTables promotions, InstantSource clock) {
    this.promotions = promotions;
    this.clock = clock;
  }

  /** Where an earlier run of an order left it that is begun; empty where there was none. */
  Optional<IntroduceResult> of(PromotionStatus begun) {
    return promotions
        .orders
        .find(begun.id(), begun.order().requestId())
        .filter(row -> GivenAgain.isLeft(row, begun, clock.instant()))
        .flatMap(this::left);
  }

  /** It moves by what is known of the path, into the Git targets of when it began to. */
  private Optional<IntroduceResult> left(PromotionRows.Row row) {
    PromotionStatus status = row.known().status();
    String proof = row.facts().proof();
    if (status.state() != PromotionState.MOVING) {
      return Optional.of(new IntroduceResult(status, null, proof));
    }
    Optional<PromotionPath> path =
        promotions.paths.ever(status.order().path()).map(PathRows.Row::path);
    return path.map(known -> new IntroduceResult(status, known.writing(status.git()), proof));
  }

  /** The last order of a promotion, where somebody may wait for it yet. */
  Optional<PromotionOrder> left(String promotion) {
    return promotions
        .orders
        .last(promotion)
        .flatMap(last -> promotions.orders.find(promotion, last.status().order().requestId()))
        .filter(row -> GivenAgain.isGoingOn(row, clock.instant()))
        .map(row -> row.known().status().order());
  }

  List<String> silent(String stage, int limit) {
    return promotions.orders.silent(stage, clock.instant().minus(SILENT), limit);
  }

  /**
   * Where orders stand that another one has taken the place of: a promotion has one run, which ends
   * one before it begins the next.
   */
  List<PromotionStatus> displaced(PromotionStatus begun) {
    return promotions.orders.unfinished(begun).stream()
        .map(status -> superseded(status, begun.order()))
        .toList();
  }

  private static PromotionStatus superseded(PromotionStatus was, PromotionOrder by) {
    return new PromotionStatus(
        was.id(),
        was.order(),
        PromotionState.SUPERSEDED,
        was.gates(),
        was.statements(),
        was.destinations(),
        was.commits(),
        "its run was lost at %s, and %s was ordered by %s"
            .formatted(was.state(), by.digest(), by.by()),
        was.orderedAt(),
        was.movedAt(),
        null,
        was.refusals(),
        was.gatesHash(),
        was.git());
  }
}
