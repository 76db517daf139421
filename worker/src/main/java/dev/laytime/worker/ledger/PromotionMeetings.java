package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Promotions of two stages that have a destination in common: their ids do not keep them apart. */
final class PromotionMeetings {

  private final Sql sql;

  PromotionMeetings(Sql sql) {
    this.sql = sql;
  }

  private record Moving(String promotion, Reference image) {}

  /**
   * What else moves into one of some images right now, for people; empty for nothing. What has done
   * all that it does there, and is to write Git yet, is in nobody's way.
   *
   * @param promotion the one that asks
   * @param number only what began to before it, which has this number; null for whatever moves
   */
  String of(String promotion, List<Reference> images, @Nullable Long number) {
    if (images.isEmpty()) {
      return "";
    }
    return sql.sql(
            """
            SELECT i.promotion, i.image FROM promotion_images i
              JOIN promotions p ON p.promotion = i.promotion AND p.request_id = i.request_id
            WHERE i.role = 'TARGET' AND p.state = 'MOVING'
              AND i.step <> 'ATTESTED'
              AND COALESCE(p.move_number, 0) < :number
              AND i.promotion <> :promotion AND i.image IN (:images)
            ORDER BY p.move_number, i.promotion, i.image FETCH FIRST 1 ROW ONLY\
            """)
        .param("promotion", promotion)
        .param("number", number == null ? Long.MAX_VALUE : number)
        .param("images", images.stream().map(Reference::text).toList())
        .query((row, _) -> new Moving(Cells.text(row, "promotion"), Cells.reference(row, "image")))
        .optional()
        .map(moving -> "%s moves %s".formatted(moving.promotion(), moving.image()))
        .orElse("");
  }

  /**
   * The number of a promotion that moves, or has: the clocks of two who begin to do not say which
   * of them could see the other.
   *
   * @param known what it has already; null for none
   */
  @Nullable Long number(PromotionStatus status, @Nullable Long known) {
    if (known != null || status.movedAt() == null) {
      return known;
    }
    return next();
  }

  /** Whoever has a lower one has written it down by now: the next one waits until that is done. */
  private long next() {
    int known =
        sql.sql("UPDATE promotion_moves SET last_number = last_number + 1 WHERE id = 1").update();
    if (known == 0) {
      sql.sql("INSERT INTO promotion_moves (id, last_number) VALUES (1, 1)").update();
    }
    return sql.sql("SELECT last_number FROM promotion_moves WHERE id = 1")
        .query(Long.class)
        .single();
  }
}
