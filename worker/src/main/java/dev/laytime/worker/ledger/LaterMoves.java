package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.mirror.Version;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.PromotionImages.Moved;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a promotion from writing into Git what is not so any more, or would be a step back.
 */
final class LaterMoves {

  private final PromotionTables promotions;

  LaterMoves(PromotionTables promotions) {
    this.promotions = promotions;
  }

  /**
   * What began to move into the same line and Git target after it, or is a newer version that did
   * before; empty for nothing. Of what has not begun yet: what is there now.
   */
  String into(String promotion, PromotionOrder order, String git) {
    Repository repository = order.target().repository();
    String line =
        promotions
            .images
            .lineOf(promotion, order.requestId(), repository)
            .orElseGet(() -> PromotionImages.line(order.target().tag(), path(order)));
    Long number =
        promotions
            .orders
            .find(promotion, order.requestId())
            .map(row -> row.facts().move())
            .orElse(null);
    return newer(order, line, number, git)
        .map(newer ->
            "%s is there, which is newer; a rollback to %s would have this one take its place"
                .formatted(newer, order.target().tag()))
        .or(() -> number == null ? Optional.empty() : after(order, line, number, git))
        .orElse("");
  }

  private @Nullable PromotionPath path(PromotionOrder order) {
    return promotions.paths.ever(order.path()).map(PathRows.Row::path).orElse(null);
  }

  /**
   * The newest version that was written there since somebody went back, or since a tag was of which
   * nobody knows what it comes after.
   */
  private Optional<String> newer(
      PromotionOrder order, String line, @Nullable Long number, String git) {
    Version own = PromotionImages.version(order.target()).orElse(null);
    if (own == null || order.kind() != PromotionOrder.Kind.PROMOTE) {
      return Optional.empty();
    }
    long before = number == null ? Long.MAX_VALUE : number;
    Moved newest = null;
    for (Moved moved : promotions.images.moved(order.target().repository(), line, 0, before)) {
      boolean begins = moved.kind() == PromotionOrder.Kind.ROLLBACK || moved.version().isEmpty();
      boolean newer = moved.version().filter(own::isOlderRelease).isPresent();
      if ((begins || newer) && writes(moved, git)) {
        if (newer && (newest == null || isOlder(newest, moved))) {
          newest = moved;
        }
        if (begins) {
          break;
        }
      }
    }
    return Optional.ofNullable(newest).map(moved -> String.valueOf(moved.image().tag()));
  }

  private static boolean isOlder(Moved one, Moved other) {
    return one.version()
        .filter(version -> other.version().filter(version::isOlderRelease).isPresent())
        .isPresent();
  }

  /** An older version that came later took nothing back. */
  private Optional<String> after(PromotionOrder order, String line, long number, String git) {
    Version own = PromotionImages.version(order.target()).orElse(null);
    return promotions
        .images
        .moved(order.target().repository(), line, number, Long.MAX_VALUE)
        .stream()
        .filter(later ->
            own == null
                || later.kind() == PromotionOrder.Kind.ROLLBACK
                || later.version().filter(version -> version.isOlderRelease(own)).isEmpty())
        .filter(later -> writes(later, git))
        .map(later -> FloatingMoves.SUPERSEDED_BY + later.promotion())
        .findFirst();
  }

  /**
   * It writes by the path as that was when it began to move. Where nobody wrote that down, and
   * nobody knows the path any more, it may.
   */
  private boolean writes(Moved moved, String git) {
    return promotions
        .orders
        .find(moved.promotion(), moved.requestId())
        .map(row -> row.known().status().git())
        .or(() -> promotions.paths.ever(moved.path()).map(row -> row.path().git()))
        .map(names -> names.contains(git))
        .orElse(true);
  }
}
