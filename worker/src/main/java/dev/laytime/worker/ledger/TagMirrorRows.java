package dev.laytime.worker.ledger;

import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.TagMirror;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of mirrors that select tags. */
final class TagMirrorRows {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  private static final String PRESENT =
      """
      SELECT * FROM tag_mirrors WHERE present
        AND (adapter IS NULL OR adapter IN (SELECT name FROM adapters))\
      """;

  private final Sql sql;
  private final Json json;

  TagMirrorRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * A mirror as it is remembered.
   *
   * @param adapter that found it; null for configuration
   * @param changedAt when it last became another
   * @param done the filters by which all was brought that is brought once; null for none
   * @param object the uid of its object; null for none, or one that nobody knows
   * @param resting whether that is suspended or refused
   * @param since when it came
   */
  record Row(
      TagMirror mirror,
      @Nullable String adapter,
      boolean present,
      Instant changedAt,
      @Nullable String done,
      @Nullable String object,
      boolean resting,
      Instant since) {

    /** Whether its source is looked at. */
    boolean isPolled() {
      return !resting && !isDone();
    }

    private boolean isOf(FoundMirror found) {
      return object == null || object.equals(found.object());
    }

    /** Whether nothing is left to do until the order is another. */
    boolean isDone() {
      return mirror.copying().filters().equals(done);
    }
  }

  /** Those that are present, of configuration and of the adapters of now, by name. */
  List<Row> all() {
    return sql.sql(PRESENT + " ORDER BY name").query((row, _) -> row(row)).list();
  }

  /** One that is present. */
  Optional<Row> find(String name) {
    return sql.sql(PRESENT + " AND name = ?").param(name).query((row, _) -> row(row)).optional();
  }

  /** These are the present ones of configuration. */
  void configure(List<TagMirror> mirrors, Instant now) {
    replace(null, mirrors.stream().map(mirror -> FoundMirror.of("", mirror)).toList(), now);
  }

  /**
   * These are the present ones of an adapter, or of configuration.
   *
   * @param adapter null for configuration
   */
  void replace(@Nullable String adapter, List<FoundMirror> mirrors, Instant now) {
    Map<String, FoundMirror> wanted =
        mirrors.stream()
            .collect(Collectors.toMap(FoundMirror::name, Function.identity(), (first, _) -> first));
    Map<String, Row> known =
        sql.sql("SELECT * FROM tag_mirrors").query((row, _) -> row(row)).list().stream()
            .collect(Collectors.toMap(row -> row.mirror().name(), Function.identity()));
    known.values().stream()
        .filter(row -> row.present() && Objects.equals(row.adapter(), adapter))
        .forEach(row -> settle(row, wanted.get(row.mirror().name()), now));
    for (FoundMirror found : wanted.values()) {
      TagMirror mirror = found.mirror();
      if (mirror != null) {
        take(adapter, known.get(found.name()), found, mirror, now);
      }
    }
    forget(now);
  }

  /** What becomes of one that is present, where it is not in force. */
  private void settle(Row before, @Nullable FoundMirror found, Instant now) {
    String name = before.mirror().name();
    if (found == null || (found.mirror() == null && !before.isOf(found))) {
      retire(name, now);
    } else if (found.mirror() == null && !before.resting()) {
      rest(name);
    }
  }

  private void take(
      @Nullable String adapter,
      @Nullable Row before,
      FoundMirror found,
      TagMirror mirror,
      Instant now) {
    if (before == null) {
      add(adapter, found, mirror, now);
      return;
    }
    boolean another = adapter != null && !before.isOf(found);
    if (another) {
      begin(mirror.name());
    }
    if (another
        || !before.present()
        || before.resting()
        || !before.mirror().equals(mirror)
        || !Objects.equals(before.adapter(), adapter)) {
      reconsider(mirror.name());
      renew(adapter, found, mirror, now);
    }
  }

  private void add(@Nullable String adapter, FoundMirror found, TagMirror mirror, Instant now) {
    sql.sql(
            """
            INSERT INTO tag_mirrors (name, adapter, object, present, body, changed_at, since)
            VALUES (?, ?, ?, TRUE, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                mirror.name(),
                adapter,
                object(adapter, found),
                json.write(mirror),
                Cells.at(now),
                Cells.at(now)))
        .update();
  }

  private void renew(@Nullable String adapter, FoundMirror found, TagMirror mirror, Instant now) {
    sql.sql(
            """
            UPDATE tag_mirrors SET adapter = ?, object = ?, body = ?, changed_at = ?,
              since = CASE WHEN present THEN since ELSE ? END,
              present = TRUE, resting = FALSE, retired_at = NULL WHERE name = ?\
            """)
        .params(
            Cells.row(
                adapter,
                object(adapter, found),
                json.write(mirror),
                Cells.at(now),
                Cells.at(now),
                mirror.name()))
        .update();
  }

  private static @Nullable String object(@Nullable String adapter, FoundMirror found) {
    return adapter == null ? null : found.object();
  }

  private void rest(String name) {
    sql.sql("UPDATE tag_mirrors SET resting = TRUE WHERE name = ?").param(name).update();
    letOthers(name);
  }

  private void begin(String name) {
    sql.sql("DELETE FROM mirror_targets WHERE mirror = ?").param(name).update();
    sql.sql("UPDATE tag_mirrors SET done = NULL WHERE name = ?").param(name).update();
  }

  /** Another order may come where the one before did not: at once, and by another look. */
  private void reconsider(String name) {
    sql.sql("UPDATE mirror_targets SET next_attempt = NULL WHERE mirror = ?").param(name).update();
    sql.sql(
            """
            UPDATE mirror_targets SET kept = '', destination_digest = NULL, audited_at = NULL
            WHERE mirror = ? AND copied_digest IS NULL\
            """)
        .param(name)
        .update();
  }

  private void retire(String name, Instant now) {
    sql.sql("UPDATE tag_mirrors SET present = FALSE, retired_at = ? WHERE name = ?")
        .params(Cells.at(now), name)
        .update();
    letOthers(name);
  }

  /** Another mirror may have waited for what this one had. */
  private void letOthers(String name) {
    sql.sql(
            """
            UPDATE mirror_targets SET next_attempt = NULL
            WHERE image IN (SELECT image FROM mirror_targets WHERE mirror = ?)\
            """)
        .param(name)
        .update();
  }

  /** What comes back after a long time begins anew. */
  private void forget(Instant now) {
    Object before = Cells.at(now.minus(REMEMBERED));
    sql.sql(
            """
            DELETE FROM mirror_targets WHERE mirror IN
              (SELECT name FROM tag_mirrors WHERE NOT present AND retired_at < ?)\
            """)
        .param(before)
        .update();
    sql.sql("DELETE FROM tag_mirrors WHERE NOT present AND retired_at < ?").param(before).update();
  }

  /** Nothing is left to do by these filters. */
  void done(String name, String filters) {
    sql.sql("UPDATE tag_mirrors SET done = ? WHERE name = ?").params(filters, name).update();
  }

  private Row row(ResultSet row) throws SQLException {
    return new Row(
        json.read(Cells.text(row, "body"), TagMirror.class),
        row.getString("adapter"),
        row.getBoolean("present"),
        Cells.instant(row, "changed_at"),
        row.getString("done"),
        row.getString("object"),
        row.getBoolean("resting"),
        Cells.instant(row, "since"));
  }
}
