package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Uploads;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The rows of uploads. */
final class JdbcUploads implements Uploads {

  private final Sql sql;
  private final InstantSource clock;

  JdbcUploads(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public void begun(Repository target, Digest blob, String path) {
    sql.change(
        "write down the upload of %s@%s".formatted(target, blob),
        () -> {
          trim();
          if (load(target, blob).filter(path::equals).isEmpty()) {
            delete(target, blob);
            insert(target, blob, path);
          }
        });
  }

  @Override
  public Optional<String> find(Repository target, Digest blob) {
    return sql.read("find the upload of %s@%s".formatted(target, blob), () -> load(target, blob));
  }

  @Override
  public void ended(Repository target, Digest blob) {
    sql.change("forget the upload of %s@%s".formatted(target, blob), () -> delete(target, blob));
  }

  private Optional<String> load(Repository target, Digest blob) {
    return sql.sql(
            """
            SELECT location FROM uploads
            WHERE repository = ? AND digest = ? AND begun_at >= ?\
            """)
        .params(target.toString(), blob.value(), Cells.at(oldest()))
        .query((row, _) -> Cells.text(row, "location"))
        .optional();
  }

  private void insert(Repository target, Digest blob, String path) {
    sql.sql("INSERT INTO uploads (repository, digest, location, begun_at) VALUES (?, ?, ?, ?)")
        .params(target.toString(), blob.value(), path, Cells.at(clock.instant()))
        .update();
  }

  private void delete(Repository target, Digest blob) {
    sql.sql("DELETE FROM uploads WHERE repository = ? AND digest = ?")
        .params(target.toString(), blob.value())
        .update();
  }

  private void trim() {
    sql.sql("DELETE FROM uploads WHERE begun_at < ?").param(Cells.at(oldest())).update();
  }

  private Instant oldest() {
    return clock.instant().minus(KEPT);
  }
}
