package dev.laytime.worker.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of sources of use. */
final class Sources {

  private static final String SELECT =
      """
      SELECT o.*, s.number, s.started_at, s.identity AS scan_identity, s.complete,
        s.identity_changed, s.held, s.approved_at, s.reference_count, s.gaps,
        s.selected
      FROM sources o LEFT JOIN scans s ON s.source = o.name AND s.number = o.last_number
      WHERE o.registered\
      """;

  private final Sql sql;
  private final Json json;

  Sources(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /** Those that nobody took away, by name. */
  List<SourceRow> registered() {
    return sql.sql(SELECT + " ORDER BY o.name").query(this::row).list();
  }

  /** One that nobody took away. */
  Optional<SourceRow> named(String name) {
    return sql.sql(SELECT + " AND o.name = ?").param(name).query(this::row).optional();
  }

  /** Until the transaction ends nobody else publishes or decides for this source. */
  void lock(String name) {
    sql.sql("SELECT name FROM sources WHERE name = ? FOR UPDATE")
        .param(name)
        .query(String.class)
        .optional();
  }

  /** The number of the last scan under this name, registered or not; 0 where it was never known. */
  long lastNumber(String name) {
    return sql.sql("SELECT last_number FROM sources WHERE name = ?")
        .param(name)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  void register(SourceSettings source, Instant now) {
    int updated =
        sql.sql(
                """
                UPDATE sources SET kind = ?, scan_every_ms = ?, configured = TRUE
                WHERE name = ? AND registered\
                """)
            .params(source.kind(), source.scanEvery().toMillis(), source.name())
            .update();
    if (updated == 0) {
      insert(source, now, lastNumber(source.name()));
    }
  }

  private void insert(SourceSettings source, Instant now, long lastNumber) {
    sql.sql("DELETE FROM sources WHERE name = ?").param(source.name()).update();
    sql.sql(
            """
            INSERT INTO sources (name, kind, scan_every_ms, configured, registered, registered_at,
              identity, last_number, complete_number, complete_count, complete_references)
            VALUES (?, ?, ?, TRUE, TRUE, ?, '', ?, 0, 0, 0)\
            """)
        .params(
            source.name(), source.kind(), source.scanEvery().toMillis(), Cells.at(now), lastNumber)
        .update();
  }

  void lostByConfiguration(String name) {
    sql.sql("UPDATE sources SET configured = FALSE WHERE name = ?").param(name).update();
  }

  /** Writes that its last scan is complete and proves something. */
  void counts(String name, SourceRow.Scan scan) {
    sql.sql(
            """
            UPDATE sources SET identity = ?, complete_number = ?, complete_references = ?,
              complete_count = complete_count + 1, last_complete_at = ?,
              first_complete_at = COALESCE(first_complete_at, ?)
            WHERE name = ?\
            """)
        .params(
            scan.identity(),
            scan.number(),
            scan.references(),
            Cells.at(scan.startedAt()),
            Cells.at(scan.startedAt()),
            name)
        .update();
  }

  /** A person lets a held scan count. */
  void approve(String name, SourceRow.Scan scan, String by, Instant now) {
    sql.sql("UPDATE scans SET approved_by = ?, approved_at = ? WHERE source = ? AND number = ?")
        .params(Cells.cut(by, 255), Cells.at(now), name, scan.number())
        .update();
    counts(name, scan);
  }

  void lastNumber(String name, long number) {
    sql.sql("UPDATE sources SET last_number = ? WHERE name = ?").params(number, name).update();
  }

  /** Takes it away; its number goes on, past the one that what was seen since its last scan has. */
  void remove(String name, String by, Instant now) {
    sql.sql(
            """
            UPDATE sources SET registered = FALSE, configured = FALSE, removed_by = ?,
              removed_at = ?, last_number = last_number + 2 WHERE name = ?\
            """)
        .params(Cells.cut(by, 255), Cells.at(now), name)
        .update();
    sql.sql("DELETE FROM scans WHERE source = ?").param(name).update();
    sql.sql("DELETE FROM scan_references WHERE source = ?").param(name).update();
  }

  private SourceRow row(ResultSet row, int unused) throws SQLException {
    return new SourceRow(
        Cells.text(row, "name"),
        Cells.text(row, "kind"),
        Duration.ofMillis(row.getLong("scan_every_ms")),
        row.getBoolean("configured"),
        Cells.text(row, "identity"),
        row.getLong("last_number"),
        row.getLong("complete_number"),
        row.getLong("complete_count"),
        row.getInt("complete_references"),
        Cells.instantOrNull(row, "first_complete_at"),
        Cells.instantOrNull(row, "last_complete_at"),
        scan(row));
  }

  private SourceRow.@Nullable Scan scan(ResultSet row) throws SQLException {
    Instant startedAt = Cells.instantOrNull(row, "started_at");
    if (startedAt == null) {
      return null;
    }
    boolean approved = Cells.instantOrNull(row, "approved_at") != null;
    return new SourceRow.Scan(
        row.getLong("number"),
        startedAt,
        Cells.text(row, "scan_identity"),
        row.getBoolean("complete"),
        row.getBoolean("identity_changed"),
        approved ? "" : Cells.text(row, "held"),
        row.getInt("reference_count"),
        json.texts(Cells.text(row, "gaps")),
        Cells.text(row, "selected"));
  }
}
