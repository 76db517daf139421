package dev.laytime.worker.ledger;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.worker.ledger.FollowingTags.Floating;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of floating tags. */
final class FollowingRows {

  private final Sql sql;

  FollowingRows(Sql sql) {
    this.sql = sql;
  }

  List<Floating> in(Repository repository) {
    return sql.sql("SELECT * FROM floating_tags WHERE repository = ? ORDER BY image")
        .param(repository.toString())
        .query(FollowingRows::row)
        .list();
  }

  Optional<Floating> find(Reference image) {
    return sql.sql("SELECT * FROM floating_tags WHERE image = ?")
        .param(image.text())
        .query(FollowingRows::row)
        .optional();
  }

  void write(FloatedNotice notice, Instant now) {
    free(notice.image());
    sql.sql("DELETE FROM floating_tags WHERE image = ?").param(notice.image().text()).update();
    sql.sql(
            """
            INSERT INTO floating_tags (image, repository, version, digest, promotion, moved_at)
            VALUES (?, ?, ?, ?, ?, ?)\
            """)
        .params(
            notice.image().text(),
            notice.image().repository().toString(),
            notice.version().value(),
            notice.digest().value(),
            notice.promotion(),
            Cells.at(now))
        .update();
  }

  /** Whoever else moves it right now; empty where nobody does. */
  Optional<String> reservedBy(Reference image, Instant now) {
    return sql.sql("SELECT promotion FROM floating_reservations WHERE image = ? AND until_at > ?")
        .params(image.text(), Cells.at(now))
        .query((row, _) -> Cells.text(row, "promotion"))
        .optional();
  }

  void reserve(Reference image, String promotion, Instant until) {
    free(image);
    sql.sql("INSERT INTO floating_reservations (image, promotion, until_at) VALUES (?, ?, ?)")
        .params(image.text(), promotion, Cells.at(until))
        .update();
  }

  void free(Reference image) {
    sql.sql("DELETE FROM floating_reservations WHERE image = ?").param(image.text()).update();
  }

  private static Floating row(ResultSet row, int unused) throws SQLException {
    return new Floating(
        Cells.reference(row, "image"),
        new Tag(Cells.text(row, "version")),
        new Digest(Cells.text(row, "digest")),
        Cells.text(row, "promotion"),
        Cells.instant(row, "moved_at"));
  }
}
