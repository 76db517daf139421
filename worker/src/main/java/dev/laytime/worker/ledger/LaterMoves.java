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
        .filter(later -> writes(later, git))
        .map(later -> FloatingMoves.SUPERSEDED_BY + later.promotion())
        .findFirst()
        .orElse("");
  }

  /**
   * It writes by the path as that was when it began to move. Where nobody wrote that down, and
   * nobody knows the path any more, it may.
   */
  private boolean writes(PromotionImages.Later later, String git) {
    return promotions
        .orders
        .find(later.promotion(), later.requestId())
        .map(row -> row.known().status().git())
        .or(() -> promotions.paths.ever(later.path()).map(row -> row.path().git()))
        .map(names -> names.contains(git))
        .orElse(true);
  }
}
