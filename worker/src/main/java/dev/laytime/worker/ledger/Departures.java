package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of images that would have gone, had their stage let anything go. */
final class Departures {

  private static final Duration REMEMBERED = Duration.ofDays(366);
  private static final int LONGEST_REASON = 2000;

  private final Sql sql;

  Departures(Sql sql) {
    this.sql = sql;
  }

  /**
   * One image that would have gone.
   *
   * @param bytes that nothing else in its repository held, but for what would have gone before it
   * @param askedAt when somebody needed it after that; null where nobody did
   * @param askedBy who or what, for people
   */
  record Row(
      Reference image,
      String stage,
      Digest digest,
      Instant at,
      long bytes,
      @Nullable Instant askedAt,
      @Nullable String askedBy) {}

  /** What many come to. */
  record Sum(int images, long bytes, int asked, @Nullable Instant since) {}

  /** Lives of a stage whose grace period is over, and which are not down as gone, by name. */
  List<LifeRow> due(String stage, Instant now, @Nullable Reference after, int most) {
    return sql.sql(
            """
            SELECT l.* FROM lives l
            LEFT JOIN departures d ON d.life = l.life AND d.asked_at IS NULL
            WHERE NOT l.finished AND l.stage = ? AND l.state = 'UNUSED' AND l.deadline <= ?
              AND d.life IS NULL AND l.image > ?
            ORDER BY l.image FETCH FIRST ? ROWS ONLY\
            """)
        .params(stage, Cells.at(now), after == null ? "" : after.text(), most)
        .query(Lives::row)
        .list();
  }

  /** Writes one down, with the bytes that only it held. */
  void write(LifeRow life, String stage, Digest digest, long bytes, Instant at) {
    Repository repository = life.image().repository();
    sql.sql(
            """
            INSERT INTO departures (life, at, image, stage, repository, digest, bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            life.life(),
            Cells.at(at),
            life.image().text(),
            stage,
            repository.toString(),
            digest.value(),
            bytes)
        .update();
  }

  /** Writes that an image is needed again which would not be there any more. */
  void asked(String life, Instant at, String by) {
    sql.sql("UPDATE departures SET asked_at = ?, asked_by = ? WHERE life = ? AND asked_at IS NULL")
        .params(Cells.at(at), Cells.cut(by, LONGEST_REASON), life)
        .update();
  }

  /** The last ones, those that were asked for later first. */
  List<Row> of(@Nullable String stage, int most) {
    return sql.sql(
            """
            SELECT * FROM departures WHERE :stage = '' OR stage = :stage
            ORDER BY CASE WHEN asked_at IS NULL THEN 1 ELSE 0 END, at DESC, image
            FETCH FIRST :most ROWS ONLY\
            """)
        .param("stage", stage == null ? "" : stage)
        .param("most", most)
        .query(Departures::row)
        .list();
  }

  /** All of a stage together. */
  Sum sum(String stage) {
    return sql.sql(
            """
            SELECT COUNT(*) AS images, COALESCE(SUM(bytes), 0) AS bytes, COUNT(asked_at) AS asked,
              MIN(at) AS since FROM departures WHERE stage = ?\
            """)
        .param(stage)
        .query((row, _) ->
            new Sum(
                row.getInt("images"),
                row.getLong("bytes"),
                row.getInt("asked"),
                Cells.instantOrNull(row, "since")))
        .single();
  }

  void trim(Instant now) {
    sql.sql("DELETE FROM departures WHERE at < ?").param(Cells.at(now.minus(REMEMBERED))).update();
  }

  private static Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        Cells.reference(row, "image"),
        Cells.text(row, "stage"),
        new Digest(Cells.text(row, "digest")),
        Cells.instant(row, "at"),
        row.getLong("bytes"),
        Cells.instantOrNull(row, "asked_at"),
        row.getString("asked_by"));
  }
}
