package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagPattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of mirror rules, present and past. None is ever taken away. */
final class Rules {

  private final Sql sql;
  private final Json json;
  private final Logins logins;

  Rules(Sql sql, Json json, Logins logins) {
    this.sql = sql;
    this.json = json;
    this.logins = logins;
  }

  /** As they count: one that would lend a login lets nobody order. */
  MirrorRules all() {
    Set<RepositoryPrefix> lent = logins.all();
    return new MirrorRules(
        known().stream()
            .map(rule ->
                !rule.alias() && !rule.limits().explicit() && lent.contains(rule.source())
                    ? rule.limitedTo(OrderLimits.NOBODY)
                    : rule)
            .toList());
  }

  /** As they were written. */
  List<MirrorRule> known() {
    return sql.sql(
            """
            SELECT target, source, present, on_demand, alias, found, repositories, namespaces,
              denied, poll_seconds FROM rules ORDER BY target, source\
            """)
        .query((row, _) -> row(row))
        .list();
  }

  /** The present ones that a person configured, as whoever registered last has them. */
  List<MirrorRule> configured() {
    return known().stream().filter(rule -> rule.present() && !rule.found()).toList();
  }

  /** These are the present ones; all others that are known become past ones. */
  void replace(List<MirrorRule> present, Instant at) {
    List<MirrorRule> known = known();
    for (MirrorRule rule : known) {
      MirrorRule now = find(present, rule).orElse(null);
      if (now == null && rule.present()) {
        retire(rule, at);
      } else if (now != null && !now.equals(rule)) {
        renew(now);
      }
    }
    for (MirrorRule rule : present.stream().distinct().toList()) {
      if (find(known, rule).isEmpty()) {
        add(rule, at);
      }
    }
  }

  private void retire(MirrorRule rule, Instant at) {
    sql.sql("UPDATE rules SET present = FALSE, retired_at = ? WHERE target = ? AND source = ?")
        .params(Cells.at(at), rule.target().toString(), rule.source().toString())
        .update();
  }

  private void renew(MirrorRule rule) {
    sql.sql(
            """
            UPDATE rules SET present = TRUE, on_demand = ?, alias = ?, found = ?,
              repositories = ?, namespaces = ?, denied = ?, poll_seconds = ?
            WHERE target = ? AND source = ?\
            """)
        .params(
            Cells.row(
                rule.onDemand(),
                rule.alias(),
                rule.found(),
                LimitCells.lines(rule.limits().repositories()),
                LimitCells.lines(rule.limits().namespaces()),
                denied(rule),
                PollCells.seconds(rule),
                rule.target().toString(),
                rule.source().toString()))
        .update();
  }

  private void add(MirrorRule rule, Instant at) {
    sql.sql(
            """
            INSERT INTO rules (target, source, present, on_demand, alias, found, repositories,
              namespaces, denied, poll_seconds, added_at)
            VALUES (?, ?, TRUE, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                rule.target().toString(),
                rule.source().toString(),
                rule.onDemand(),
                rule.alias(),
                rule.found(),
                LimitCells.lines(rule.limits().repositories()),
                LimitCells.lines(rule.limits().namespaces()),
                denied(rule),
                PollCells.seconds(rule),
                Cells.at(at)))
        .update();
  }

  /** The one of the same target and source. */
  private static Optional<MirrorRule> find(List<MirrorRule> rules, MirrorRule rule) {
    return rules.stream()
        .filter(
            other -> other.target().equals(rule.target()) && other.source().equals(rule.source()))
        .findFirst();
  }

  private String denied(MirrorRule rule) {
    List<TagPattern> denied = rule.limits().denied();
    return denied.isEmpty() ? "" : json.write(new Selection(List.of(), denied, null));
  }

  private MirrorRule row(ResultSet row) throws SQLException {
    String denied = Cells.text(row, "denied");
    return new MirrorRule(
        RepositoryPrefix.parse(Cells.text(row, "target")),
        RepositoryPrefix.parse(Cells.text(row, "source")),
        row.getBoolean("present"),
        row.getBoolean("on_demand"),
        row.getBoolean("alias"),
        row.getBoolean("found"),
        denied.isEmpty()
            ? LimitCells.of(row)
            : LimitCells.of(row).denying(json.read(denied, Selection.class).deny()),
        PollCells.interval(row));
  }
}
