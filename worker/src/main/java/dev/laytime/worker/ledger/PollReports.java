package dev.laytime.worker.ledger;

import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.util.Optional;

/** The rows of how the last poll of each mirror ended, and of polls that wait. */
final class PollReports {

  private static final int LONGEST_CAUSE = 1000;

  private final Sql sql;
  private final Json json;

  PollReports(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /** How the last one from a source ended. */
  Optional<PollReport> last(String mirror, RepositoryPrefix source) {
    return sql.sql("SELECT report FROM polls WHERE target = ? AND source = ?")
        .params(mirror, source.toString())
        .query((row, _) -> json.read(Cells.text(row, "report"), PollReport.class))
        .optional();
  }

  void write(PollReport report, RepositoryPrefix source) {
    sql.sql("DELETE FROM polls WHERE target = ? AND source = ?")
        .params(report.mirror(), source.toString())
        .update();
    sql.sql(
            """
            INSERT INTO polls (target, source, started_at, ended_at, report)
            VALUES (?, ?, ?, ?, ?)\
            """)
        .params(
            report.mirror(),
            source.toString(),
            Cells.at(report.startedAt()),
            Cells.at(report.endedAt()),
            json.write(report))
        .update();
    goOn(report.mirror());
  }

  /** A poll waits, or does no more. */
  void waiting(PollWait wait) {
    goOn(wait.mirror());
    if (wait.until() != null) {
      sql.sql("INSERT INTO poll_waits (mirror, until_at, cause) VALUES (?, ?, ?)")
          .params(wait.mirror(), Cells.at(wait.until()), Cells.cut(wait.cause(), LONGEST_CAUSE))
          .update();
    }
  }

  private void goOn(String mirror) {
    sql.sql("DELETE FROM poll_waits WHERE mirror = ?").param(mirror).update();
  }

  /** How a poll waits; empty where none does. */
  Optional<PollWait> waits(String mirror, Instant now) {
    return sql.sql("SELECT * FROM poll_waits WHERE mirror = ? AND until_at > ?")
        .params(mirror, Cells.at(now))
        .query((row, _) ->
            new PollWait(mirror, Cells.instant(row, "until_at"), Cells.text(row, "cause")))
        .optional();
  }
}
