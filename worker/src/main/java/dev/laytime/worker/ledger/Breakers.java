package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.ledger.RemovalKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of breakers. */
final class Breakers {

  /** An approval is about what a person saw that day. */
  static final Duration APPROVED_FOR = Duration.ofHours(24);

  private static final int ID_DIGITS = 8;

  private final Sql sql;

  Breakers(Sql sql) {
    this.sql = sql;
  }

  Optional<Breaker> find(String id) {
    return sql.sql("SELECT * FROM breakers WHERE id = ?").param(id).query(Breakers::row).optional();
  }

  /** Those that nobody has approved, the oldest first. */
  List<Breaker> open() {
    return sql.sql("SELECT * FROM breakers WHERE approved_by IS NULL ORDER BY opened_at, id")
        .query(Breakers::row)
        .list();
  }

  /** The one that gathers what is over the bounds; opened where there is none. */
  Breaker gathering(
      String stage, Repository repository, RemovalKind kind, String reason, Instant now) {
    return sql
        .sql(
            """
            SELECT * FROM breakers
            WHERE approved_by IS NULL AND repository = ? AND kind = ? ORDER BY opened_at, id\
            """)
        .params(repository.toString(), kind.name())
        .query(Breakers::row)
        .list()
        .stream()
        .findFirst()
        .orElseGet(() -> add(stage, repository, kind, reason, now));
  }

  private Breaker add(
      String stage, Repository repository, RemovalKind kind, String reason, Instant now) {
    String id = "br-" + Sha256.name(ID_DIGITS, repository, kind, now);
    sql.sql(
            """
            INSERT INTO breakers (id, stage, repository, kind, reason, opened_at)
            VALUES (?, ?, ?, ?, ?, ?)\
            """)
        .params(
            id, stage, repository.toString(), kind.name(), Cells.cut(reason, 1000), Cells.at(now))
        .update();
    return find(id).orElseThrow();
  }

  void approve(String id, String by, long count, Instant now) {
    sql.sql(
            """
            UPDATE breakers SET approved_by = ?, approved_at = ?, approved_count = ?,
              expires_at = ? WHERE id = ?\
            """)
        .params(Cells.cut(by, 255), Cells.at(now), count, Cells.at(now.plus(APPROVED_FOR)), id)
        .update();
  }

  /**
   * Takes away those whose approval ended before an instant and that nothing waited under since.
   */
  void trim(Instant before) {
    sql.sql(
            """
            DELETE FROM breakers WHERE expires_at < ?
              AND NOT EXISTS (SELECT 1 FROM intentions i WHERE i.breaker = breakers.id)\
            """)
        .param(Cells.at(before))
        .update();
  }

  private static Breaker row(ResultSet row, int unused) throws SQLException {
    return new Breaker(
        Cells.text(row, "id"),
        Cells.text(row, "stage"),
        Repository.parse(Cells.text(row, "repository")),
        RemovalKind.valueOf(Cells.text(row, "kind")),
        Cells.text(row, "reason"),
        Cells.instant(row, "opened_at"),
        row.getString("approved_by"),
        row.getObject("approved_count", Long.class),
        Cells.instantOrNull(row, "expires_at"));
  }
}
