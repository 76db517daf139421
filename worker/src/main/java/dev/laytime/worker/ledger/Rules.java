package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.RepositoryPrefix;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The rows of mirror rules, present and past. None is ever taken away. */
final class Rules {

  private final Sql sql;

  Rules(Sql sql) {
    this.sql = sql;
  }

  MirrorRules all() {
    return new MirrorRules(
        sql.sql("SELECT target, source, present FROM rules ORDER BY target, source")
            .query(Rules::row)
            .list());
  }

  /** These are the present ones; all others that are known become past ones. */
  void replace(List<MirrorRule> present, Instant now) {
    List<MirrorRule> known = all().rules();
    for (MirrorRule rule : known) {
      boolean still = contains(present, rule);
      if (rule.present() && !still) {
        sql.sql("UPDATE rules SET present = FALSE, retired_at = ? WHERE target = ? AND source = ?")
            .params(Cells.at(now), rule.target().toString(), rule.source().toString())
            .update();
      } else if (!rule.present() && still) {
        sql.sql("UPDATE rules SET present = TRUE WHERE target = ? AND source = ?")
            .params(rule.target().toString(), rule.source().toString())
            .update();
      }
    }
    for (MirrorRule rule : present.stream().distinct().toList()) {
      if (!contains(known, rule)) {
        sql.sql("INSERT INTO rules (target, source, present, added_at) VALUES (?, ?, TRUE, ?)")
            .params(rule.target().toString(), rule.source().toString(), Cells.at(now))
            .update();
      }
    }
  }

  private static boolean contains(List<MirrorRule> rules, MirrorRule rule) {
    return rules.stream()
        .anyMatch(
            other -> other.target().equals(rule.target()) && other.source().equals(rule.source()));
  }

  private static MirrorRule row(ResultSet row, int unused) throws SQLException {
    return new MirrorRule(
        RepositoryPrefix.parse(Cells.text(row, "target")),
        RepositoryPrefix.parse(Cells.text(row, "source")),
        row.getBoolean("present"));
  }
}
