package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.worker.ledger.PromotionHolds.Hold;
import dev.laytime.worker.ledger.PromotionHolds.Release;
import dev.laytime.worker.ledger.PromotionHolds.Released;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of where nothing is promoted by itself: a repository may have one of each path. */
final class PromotionHoldRows {

  private final Sql sql;

  PromotionHoldRows(Sql sql) {
    this.sql = sql;
  }

  List<Hold> all() {
    return sql.sql("SELECT * FROM promotion_holds ORDER BY repository, path")
        .query(PromotionHoldRows::row)
        .list();
  }

  /** Those of a repository, the last first. */
  List<Hold> of(Repository repository) {
    return sql.sql("SELECT * FROM promotion_holds WHERE repository = ? ORDER BY held_at DESC, path")
        .param(repository.toString())
        .query(PromotionHoldRows::row)
        .list();
  }

  Optional<Hold> find(String path, Repository repository) {
    return of(repository).stream().filter(hold -> hold.path().equals(path)).findFirst();
  }

  /** The last one of some repositories. */
  Optional<Hold> first(List<Repository> repositories) {
    return repositories.isEmpty()
        ? Optional.empty()
        : sql.sql(
                """
                SELECT * FROM promotion_holds WHERE repository IN (:repositories)
                ORDER BY held_at DESC, repository, path FETCH FIRST 1 ROW ONLY\
                """)
            .param("repositories", repositories.stream().map(Repository::toString).toList())
            .query(PromotionHoldRows::row)
            .optional();
  }

  void write(Hold hold) {
    delete(hold);
    sql.sql(
            """
            INSERT INTO promotion_holds (path, repository, held_by, proof, reason, held_at)
            VALUES (?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                hold.path(),
                hold.repository().toString(),
                Cells.cut(hold.by(), StatementRows.LONGEST_NAME),
                hold.proof(),
                Cells.cut(hold.why(), 2000),
                Cells.at(hold.since())))
        .update();
  }

  /** Takes one away, and keeps who said so. */
  void release(Hold hold, Release release) {
    delete(hold);
    sql.sql(
            """
            INSERT INTO promotion_releases (id, path, repository, held_by, held_for, held_at,
              released_by, proof, reason, released_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                UUID.randomUUID().toString(),
                hold.path(),
                hold.repository().toString(),
                hold.by(),
                hold.why(),
                Cells.at(hold.since()),
                Cells.cut(release.by(), StatementRows.LONGEST_NAME),
                release.proof(),
                Cells.cut(release.why(), 2000),
                Cells.at(release.at())))
        .update();
  }

  List<Released> releases(int limit) {
    return sql.sql(
            """
            SELECT * FROM promotion_releases ORDER BY released_at DESC, path, repository, id
            FETCH FIRST ? ROWS ONLY\
            """)
        .param(limit)
        .query(PromotionHoldRows::released)
        .list();
  }

  private static Released released(ResultSet row, int unused) throws SQLException {
    return new Released(
        new Release(
            Cells.text(row, "path"),
            Repository.parse(Cells.text(row, "repository")),
            Cells.text(row, "released_by"),
            row.getString("proof"),
            Cells.text(row, "reason"),
            Cells.instant(row, "released_at")),
        Cells.text(row, "held_by"),
        Cells.text(row, "held_for"),
        Cells.instant(row, "held_at"));
  }

  /** Takes the path's away. */
  void delete(Hold hold) {
    sql.sql("DELETE FROM promotion_holds WHERE path = ? AND repository = ?")
        .params(hold.path(), hold.repository().toString())
        .update();
  }

  private static Hold row(ResultSet row, int unused) throws SQLException {
    return new Hold(
        Cells.text(row, "path"),
        Repository.parse(Cells.text(row, "repository")),
        Cells.text(row, "held_by"),
        row.getString("proof"),
        Cells.text(row, "reason"),
        Cells.instant(row, "held_at"));
  }
}
