package dev.laytime.worker.ledger;

import dev.laytime.image.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of sweeps that missed too much. */
final class SweepBreakers {

  private static final int ID_DIGITS = 8;
  private static final int LONGEST_IMAGE = 800;

  private final Sql sql;
  private final Json json;

  SweepBreakers(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  Optional<SweepBreaker> find(String id) {
    return sql.sql("SELECT * FROM sweep_breakers WHERE id = ?")
        .param(id)
        .query(this::row)
        .optional();
  }

  /** The one of a stage that nobody has approved; empty where there is none. */
  Optional<SweepBreaker> open(String stage) {
    return sql
        .sql("SELECT * FROM sweep_breakers WHERE stage = ? AND approved_by IS NULL")
        .param(stage)
        .query(this::row)
        .list()
        .stream()
        .findFirst();
  }

  /** Those of a stage whose approval holds. */
  List<SweepBreaker> approved(String stage, Instant now) {
    return sql.sql("SELECT * FROM sweep_breakers WHERE stage = ? AND expires_at > ? ORDER BY id")
        .params(stage, Cells.at(now))
        .query(this::row)
        .list();
  }

  /** Opens one, or has the open one tell what this sweep missed. */
  SweepBreaker gathering(
      String stage, Instant sweptAt, long missed, List<String> images, String reason, Instant now) {
    String id =
        open(stage)
            .map(SweepBreaker::id)
            .orElseGet(() -> "sw-" + Sha256.name(ID_DIGITS, stage, sweptAt, now));
    Instant openedAt = open(stage).map(SweepBreaker::openedAt).orElse(now);
    close(stage);
    sql.sql(
            """
            INSERT INTO sweep_breakers (id, stage, swept_at, missed, images, reason, opened_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            id,
            stage,
            Cells.at(sweptAt),
            missed,
            json.texts(images, images.size(), LONGEST_IMAGE),
            Cells.cut(reason, 1000),
            Cells.at(openedAt))
        .update();
    return find(id).orElseThrow();
  }

  /** What is open for a stage does not hold any more. */
  void close(String stage) {
    sql.sql("DELETE FROM sweep_breakers WHERE stage = ? AND approved_by IS NULL")
        .param(stage)
        .update();
  }

  void approve(String id, String by, long count, Instant now) {
    sql.sql(
            """
            UPDATE sweep_breakers SET approved_by = ?, approved_at = ?, approved_count = ?,
              expires_at = ? WHERE id = ?\
            """)
        .params(
            Cells.cut(by, 255), Cells.at(now), count, Cells.at(now.plus(Breakers.APPROVED_FOR)), id)
        .update();
  }

  /** Has an approval end by an instant, where it does not end before. */
  void endBy(String id, Instant end) {
    sql.sql("UPDATE sweep_breakers SET expires_at = ? WHERE id = ? AND expires_at > ?")
        .params(Cells.at(end), id, Cells.at(end))
        .update();
  }

  /** Takes away those whose approval ended before an instant. */
  void trim(Instant before) {
    sql.sql("DELETE FROM sweep_breakers WHERE expires_at < ?").param(Cells.at(before)).update();
  }

  private SweepBreaker row(ResultSet row, int unused) throws SQLException {
    return new SweepBreaker(
        Cells.text(row, "id"),
        Cells.text(row, "stage"),
        Cells.instant(row, "swept_at"),
        row.getLong("missed"),
        json.texts(Cells.text(row, "images")),
        Cells.text(row, "reason"),
        Cells.instant(row, "opened_at"),
        row.getString("approved_by"),
        row.getObject("approved_count", Long.class),
        Cells.instantOrNull(row, "expires_at"));
  }
}
