package dev.laytime.worker.ledger;

import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of schedules that Temporal may have, and as what they were made. */
final class ScheduleRows {

  private final Sql sql;

  ScheduleRows(Sql sql) {
    this.sql = sql;
  }

  /** What a schedule says, and what else has it made anew. */
  static String edition(
      RepositoryPrefix source, RepositoryPrefix target, PollInterval every, String changed) {
    return "%s %s %s %s".formatted(every.every(), changed, source, target);
  }

  /** As what they were made, by name; empty where that is not known. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    sql.sql("SELECT name, edition FROM poll_schedules")
        .query((row, _) -> all.put(Cells.text(row, "name"), Cells.text(row, "edition")))
        .list();
    return all;
  }

  void write(String mirror, String edition) {
    delete(mirror);
    sql.sql("INSERT INTO poll_schedules (name, edition) VALUES (?, ?)")
        .params(mirror, edition)
        .update();
  }

  void delete(String mirror) {
    sql.sql("DELETE FROM poll_schedules WHERE name = ?").param(mirror).update();
  }
}
