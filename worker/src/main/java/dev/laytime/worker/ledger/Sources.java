package dev.laytime.worker.ledger;

import dev.laytime.mirror.RepositoryPrefix;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of sources of use. */
final class Sources {

  private static final String SELECT =
      """
      SELECT o.*, s.number, s.started_at, s.identity AS scan_identity, s.complete,
        s.identity_changed, s.held, s.approved_at, s.reference_count, s.gaps,
        s.selected, c.written_count AS complete_written, COALESCE(c.selected, '') AS complete_selected,
        COALESCE(c.selection, '') AS complete_selection
      FROM sources o LEFT JOIN scans s ON s.source = o.name AND s.number = o.last_number
        LEFT JOIN scans c ON c.source = o.name AND c.number = o.complete_number
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

  /** Of what each may speak. */
  Scopes scopes() {
    Map<String, List<RepositoryPrefix>> scopes = new HashMap<>();
    sql.sql("SELECT name, prefixes FROM sources WHERE registered AND prefixes IS NOT NULL")
        .query((row, _) ->
            scopes.put(
                Cells.text(row, "name"),
                Arrays.asList(json.read(Cells.text(row, "prefixes"), RepositoryPrefix[].class))))
        .list();
    return new Scopes(scopes);
  }

  private @Nullable String prefixes(SourceSettings source) {
    return source.prefixes().isEmpty() ? null : json.write(source.prefixes());
  }

  /** Has one of configuration count, whoever had its name before. */
  void register(SourceSettings source, Instant now) {
    int updated =
        sql.sql(
                """
                UPDATE sources SET kind = ?, scan_every_ms = ?, configured = TRUE, by_object = FALSE,
                  prefixes = ?
                WHERE name = ? AND registered\
                """)
            .params(
                Cells.row(
                    source.kind(), source.scanEvery().toMillis(), prefixes(source), source.name()))
            .update();
    if (updated == 0) {
      insert(source, false, now);
    }
  }

  /**
   * Has one that an object makes count. What was to be asked about everything is never asked about
   * less: that would lift a block that only a person may lift.
   *
   * @return whether it counts; false where another source has its name
   */
  boolean observe(SourceSettings source, Instant now) {
    if (others().contains(source.name())) {
      return false;
    }
    int updated =
        sql.sql(
                """
                UPDATE sources SET kind = ?, scan_every_ms = ?, configured = TRUE
                WHERE name = ? AND registered\
                """)
            .params(source.kind(), source.scanEvery().toMillis(), source.name())
            .update();
    if (updated == 0) {
      insert(source, true, now);
    } else {
      sql.sql("UPDATE sources SET prefixes = ? WHERE name = ? AND prefixes IS NOT NULL")
          .params(Cells.row(prefixes(source), source.name()))
          .update();
    }
    return true;
  }

  /** The registered ones that no object made, by name. */
  List<String> others() {
    return sql.sql("SELECT name FROM sources WHERE registered AND NOT by_object ORDER BY name")
        .query((row, _) -> Cells.text(row, "name"))
        .list();
  }

  private void insert(SourceSettings source, boolean byObject, Instant now) {
    long lastNumber = lastNumber(source.name());
    sql.sql("DELETE FROM sources WHERE name = ?").param(source.name()).update();
    sql.sql(
            """
            INSERT INTO sources (name, kind, scan_every_ms, configured, registered, registered_at,
              identity, last_number, complete_number, complete_count, complete_references, prefixes,
              by_object)
            VALUES (?, ?, ?, TRUE, TRUE, ?, '', ?, 0, 0, 0, ?, ?)\
            """)
        .params(
            Cells.row(
                source.name(),
                source.kind(),
                source.scanEvery().toMillis(),
                Cells.at(now),
                lastNumber,
                prefixes(source),
                byObject))
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
        new SourceRow.CompleteScan(
            row.getObject("complete_written", Integer.class),
            Cells.text(row, "complete_selected"),
            Cells.text(row, "complete_selection")),
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
