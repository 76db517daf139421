package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of lives that must decide again, and were not woken yet. */
final class Looks {

  private static final int LONGEST_WHY = 2000;

  private final Sql sql;

  Looks(Sql sql) {
    this.sql = sql;
  }

  /**
   * Each life must decide again: part of the transaction that gave it reason to. The same reason
   * has one row, under a new number: one that is being paid now may be paid too early.
   */
  void owe(List<Reference> images, String why) {
    String cut = Cells.cut(why, LONGEST_WHY);
    List<@Nullable Object[]> rows = new ArrayList<>();
    images.forEach(image -> rows.add(new Object[] {image.text(), cut}));
    sql.batch("DELETE FROM looks WHERE image = ? AND why = ?", rows);
    sql.batch("INSERT INTO looks (image, why) VALUES (?, ?)", rows);
  }

  /** The oldest first. */
  List<Telling.Look> owed(int limit) {
    return sql.sql("SELECT number, image, why FROM looks ORDER BY number FETCH FIRST ? ROWS ONLY")
        .param(limit)
        .query((row, _) ->
            new Telling.Look(
                row.getLong("number"), Cells.reference(row, "image"), Cells.text(row, "why")))
        .list();
  }

  void paid(long number) {
    sql.sql("DELETE FROM looks WHERE number = ?").param(number).update();
  }
}
