package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionOrder;

/** What keeps a promotion from writing into Git what is not so any more. */
final class LaterMoves {

  private final PromotionTables promotions;

  LaterMoves(PromotionTables promotions) {
    this.promotions = promotions;
  }

  /** What began to move into the same line and Git target after it; empty for nothing. */
  String into(String promotion, PromotionOrder order, String git) {
    return promotions
        .images
        .later(promotion, order.requestId(), order.target().repository())
        .stream()
        .filter(later -> writes(later.path(), git))
        .map(later -> FloatingMoves.SUPERSEDED_BY + later.promotion())
        .findFirst()
        .orElse("");
  }

  /** Of a path that nobody knows any more it is not known either. */
  private boolean writes(String path, String git) {
    return promotions.paths.ever(path).map(row -> row.path().git().contains(git)).orElse(true);
  }
}
