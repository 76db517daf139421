package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of promotions' paths. None is ever lost: what was promoted names them. */
final class PathRows {

  private final Sql sql;
  private final Json json;

  PathRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * A path as it is remembered.
   *
   * @param present whether there is one, judged or not
   * @param judged false from a start with another configuration on until its object is read again:
   *     nothing goes it meanwhile
   * @param since when what it promotes by itself last became another
   * @param scheduledAt when it last did so at a set time; null for never
   * @param retiredAt when it was gone; null for one that is there
   */
  record Row(
      PathSettings settings,
      boolean present,
      boolean judged,
      Instant since,
      @Nullable Instant scheduledAt,
      @Nullable Instant retiredAt) {

    PromotionPath path() {
      return settings.path();
    }

    String name() {
      return path().name();
    }
  }

  /** Those that are there, by name. */
  List<Row> present() {
    return sql.sql("SELECT * FROM promotion_paths WHERE present ORDER BY name")
        .query(this::row)
        .list();
  }

  /** One that is there. */
  Optional<Row> find(String name) {
    return ever(name).filter(Row::present);
  }

  /** One that is or was there. */
  Optional<Row> ever(String name) {
    return sql.sql("SELECT * FROM promotion_paths WHERE name = ?")
        .param(name)
        .query(this::row)
        .optional();
  }

  /** The names that no object gave: configuration has them, or lost them. */
  List<String> others() {
    return sql.sql("SELECT * FROM promotion_paths ORDER BY name").query(this::row).list().stream()
        .filter(row -> row.settings().object() == null)
        .map(Row::name)
        .toList();
  }

  /**
   * These are the ones that are there.
   *
   * @param notJudgedYet of those that were there the ones of which that is not known yet
   */
  void replace(List<PathSettings> paths, Set<String> notJudgedYet, Instant now) {
    Map<String, Row> known =
        sql.sql("SELECT * FROM promotion_paths").query(this::row).list().stream()
            .collect(Collectors.toMap(Row::name, Function.identity()));
    Set<String> wanted = new HashSet<>();
    for (PathSettings settings : paths) {
      if (wanted.add(settings.path().name())) {
        write(settings, known.get(settings.path().name()), now);
      }
    }
    known.values().stream()
        .filter(row -> row.present() && !wanted.contains(row.name()))
        .forEach(row -> {
          if (notJudgedYet.contains(row.name())) {
            sql.sql("UPDATE promotion_paths SET judged = FALSE WHERE name = ?")
                .param(row.name())
                .update();
          } else {
            retire(row, now);
          }
        });
  }

  private void retire(Row row, Instant now) {
    sql.sql(
            """
            UPDATE promotion_paths SET present = FALSE, judged = TRUE, retired_at = ?
            WHERE name = ?\
            """)
        .params(Cells.at(now), row.name())
        .update();
  }

  private void write(PathSettings settings, @Nullable Row before, Instant now) {
    String body = json.write(settings);
    String name = settings.path().name();
    if (before == null) {
      sql.sql(
              """
              INSERT INTO promotion_paths (name, present, body, automatic_since)
              VALUES (?, TRUE, ?, ?)\
              """)
          .params(name, body, Cells.at(now))
          .update();
    } else if (!before.present() || !before.judged() || !before.settings().equals(settings)) {
      boolean begins = !before.present() || !automatic(before.settings(), settings);
      sql.sql(
              """
              UPDATE promotion_paths SET present = TRUE, judged = TRUE, body = ?,
                automatic_since = ?, scheduled_at = ?, retired_at = NULL WHERE name = ?\
              """)
          .params(
              Cells.row(
                  body,
                  Cells.at(begins ? now : before.since()),
                  begins ? null : Cells.atOrNull(before.scheduledAt()),
                  name))
          .update();
    }
  }

  /** Whether both promote the same by themselves. */
  private static boolean automatic(PathSettings one, PathSettings other) {
    PromotionPath before = one.path();
    PromotionPath after = other.path();
    return before.from().equals(after.from())
        && before.to().equals(after.to())
        && before.repositories().equals(after.repositories())
        && before.tags().equals(after.tags())
        && before.automatic() == after.automatic()
        && Objects.equals(one.schedule(), other.schedule());
  }

  /** It did what it does at a set time. */
  void scheduled(String name, Instant at) {
    sql.sql("UPDATE promotion_paths SET scheduled_at = ? WHERE name = ?")
        .params(Cells.at(at), name)
        .update();
  }

  private Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        json.read(Cells.text(row, "body"), PathSettings.class),
        row.getBoolean("present"),
        row.getBoolean("judged"),
        Cells.instant(row, "automatic_since"),
        Cells.instantOrNull(row, "scheduled_at"),
        Cells.instantOrNull(row, "retired_at"));
  }
}
