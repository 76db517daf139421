package dev.laytime.worker.ledger;

import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import dev.laytime.mirror.RepositoryPrefix;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  /** Which mirror was polled from where: a source of its own has a report of its own. */
  private record Polled(String mirror, String source) {}

  /** How the last ones of all mirrors ended, in one question. */
  BiFunction<String, RepositoryPrefix, Optional<PollReport>> all() {
    Map<Polled, PollReport> all = new HashMap<>();
    sql.sql("SELECT target, source, report FROM polls")
        .query((row, _) ->
            all.put(
                new Polled(Cells.text(row, "target"), Cells.text(row, "source")),
                json.read(Cells.text(row, "report"), PollReport.class)))
        .list();
    return (mirror, source) -> Optional.ofNullable(all.get(new Polled(mirror, source.toString())));
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

  /** How all polls wait that do, by their mirrors. */
  Map<String, PollWait> waits(Instant now) {
    return sql
        .sql("SELECT * FROM poll_waits WHERE until_at > ?")
        .param(Cells.at(now))
        .query((row, _) -> wait(row))
        .list()
        .stream()
        .collect(Collectors.toMap(PollWait::mirror, Function.identity()));
  }

  private static PollWait wait(ResultSet row) throws SQLException {
    return new PollWait(
        Cells.text(row, "mirror"), Cells.instant(row, "until_at"), Cells.text(row, "cause"));
  }

  /** How a poll waits; empty where none does. */
  Optional<PollWait> waits(String mirror, Instant now) {
    return sql.sql("SELECT * FROM poll_waits WHERE mirror = ? AND until_at > ?")
        .params(mirror, Cells.at(now))
        .query((row, _) -> wait(row))
        .optional();
  }
}
