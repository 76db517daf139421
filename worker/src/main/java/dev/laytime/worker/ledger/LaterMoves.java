package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What keeps a promotion from writing into Git what is not so any more. */
final class LaterMoves {

  private final PromotionTables promotions;

  LaterMoves(PromotionTables promotions) {
    this.promotions = promotions;
  }

  /**
   * What began to move into the same line and Git target after it, or is a newer version that was
   * there when it did; empty for nothing. Of what has not begun yet: what is there now.
   */
  String into(String promotion, PromotionOrder order, String git) {
    String ahead = ahead(promotion, order);
    return ahead == null
        ? after(promotion, order, git)
        : "%s is there, which is newer; a rollback to %s would have this one take its place"
            .formatted(ahead, order.target().tag());
  }

  private @Nullable String ahead(String promotion, PromotionOrder order) {
    boolean moves =
        promotions
            .orders
            .find(promotion, order.requestId())
            .filter(row -> row.facts().move() != null)
            .isPresent();
    if (moves) {
      return promotions.images.of(promotion, order.requestId()).stream()
          .filter(row -> row.target() && row.stage().equals(order.stage()))
          .map(PromotionImages.Row::behind)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    PromotionPath path = promotions.paths.ever(order.path()).map(PathRows.Row::path).orElse(null);
    String line = PromotionImages.line(order.target().tag(), path);
    return promotions.images.ahead(order.kind(), order.target(), line);
  }

  private String after(String promotion, PromotionOrder order, String git) {
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
