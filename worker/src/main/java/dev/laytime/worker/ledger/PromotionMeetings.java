package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Promotions of two stages that have a destination in common: their ids do not keep them apart. */
final class PromotionMeetings {

  private final Sql sql;

  PromotionMeetings(Sql sql) {
    this.sql = sql;
  }

  private record Moving(String promotion, Reference image, Instant since) {

    /** Of two that began at once the one whose id sorts first goes first. */
    boolean isBefore(String other, Instant began) {
      return since.isBefore(began) || (since.equals(began) && promotion.compareTo(other) < 0);
    }
  }

  /**
   * What else moves into one of some images right now, for people; empty for nothing.
   *
   * @param promotion the one that asks
   * @param since only what began to before it, which began then; null for whatever moves
   */
  String of(String promotion, List<Reference> images, @Nullable Instant since) {
    if (images.isEmpty()) {
      return "";
    }
    return sql
        .sql(
            """
            SELECT i.promotion, i.image, p.moved_at FROM promotion_images i
              JOIN promotions p ON p.promotion = i.promotion AND p.request_id = i.request_id
            WHERE i.role = 'TARGET' AND p.state = 'MOVING' AND p.moved_at IS NOT NULL
              AND i.promotion <> :promotion AND i.image IN (:images)
            ORDER BY p.moved_at, i.promotion, i.image\
            """)
        .param("promotion", promotion)
        .param("images", images.stream().map(Reference::text).toList())
        .query((row, _) ->
            new Moving(
                Cells.text(row, "promotion"),
                Cells.reference(row, "image"),
                Cells.instant(row, "moved_at")))
        .list()
        .stream()
        .filter(moving -> since == null || moving.isBefore(promotion, since))
        .findFirst()
        .map(moving -> "%s moves %s".formatted(moving.promotion(), moving.image()))
        .orElse("");
  }
}
