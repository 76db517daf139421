package dev.laytime.worker.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many builds count for whom. */
final class BuildCharges {

  private final Sql sql;

  BuildCharges(Sql sql) {
    this.sql = sql;
  }

  /** When builds by a rule were begun after an instant, by what they count for. */
  Map<String, List<Instant>> begun(String rule, Instant after) {
    Map<String, List<Instant>> begun = new HashMap<>();
    sql.sql(
            """
            SELECT charged, ordered_at FROM builds
            WHERE rule = ? AND ordered_at > ? AND charged IS NOT NULL ORDER BY ordered_at\
            """)
        .params(rule, Cells.at(after))
        .query(row -> {
          begun
              .computeIfAbsent(Cells.text(row, "charged"), _ -> new ArrayList<>())
              .add(Cells.instant(row, "ordered_at"));
        });
    return begun;
  }

  /**
   * How many builds are under way, by what they count for. One that waits to be tried again holds
   * nobody up.
   */
  Map<String, Integer> underway(Instant now) {
    Map<String, Integer> underway = new HashMap<>();
    sql.sql(
            """
            SELECT charged, COUNT(*) AS n FROM builds
            WHERE ended_at IS NULL AND charged IS NOT NULL
              AND (next_attempt IS NULL OR next_attempt <= ?)
            GROUP BY charged\
            """)
        .param(Cells.at(now))
        .query(row -> {
          underway.put(Cells.text(row, "charged"), row.getInt("n"));
        });
    return underway;
  }

  /** When builds by any rule were begun after an instant that count for the same. */
  List<Instant> charged(String to, Instant after) {
    return sql.sql(
            "SELECT ordered_at FROM builds WHERE charged = ? AND ordered_at > ? ORDER BY"
                + " ordered_at")
        .params(to, Cells.at(after))
        .query((row, _) -> Cells.instant(row, "ordered_at"))
        .list();
  }
}
