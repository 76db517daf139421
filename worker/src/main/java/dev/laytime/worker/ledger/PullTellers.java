package dev.laytime.worker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows that say whether registries tell of pulls. */
final class PullTellers {

  private static final int LONGEST_NAME = 255;
  private static final Duration SPARE = Duration.ofMinutes(1);

  private final Sql sql;

  PullTellers(Sql sql) {
    this.sql = sql;
  }

  /** How long a registry may be silent: sweeps pull, so there is something to tell in each. */
  static Duration patience(StageSettings stage) {
    return stage.sweepEvery().multipliedBy(2).plus(SPARE);
  }

  /** A process's name as a row holds it. */
  static String name(String instance) {
    return Cells.cut(instance, LONGEST_NAME);
  }

  Optional<PullTeller> of(String stage) {
    return find(stage, "");
  }

  /** The same, and nobody else changes it. */
  Optional<PullTeller> lock(String stage) {
    return find(stage, " FOR UPDATE");
  }

  private Optional<PullTeller> find(String stage, String lock) {
    return sql.sql("SELECT since, told_until FROM pull_tellers WHERE stage = ?" + lock)
        .param(stage)
        .query((row, _) ->
            new PullTeller(
                Cells.instant(row, "since"),
                Cells.instantOrNull(row, "told_until"),
                new TreeMap<>()))
        .optional()
        .map(teller -> new PullTeller(teller.since(), teller.own(), processes(stage)));
  }

  private SortedMap<String, Instant> processes(String stage) {
    SortedMap<String, Instant> processes = new TreeMap<>();
    sql.sql("SELECT instance, told_until FROM pull_teller_instances WHERE stage = ?")
        .param(stage)
        .query(row -> {
          processes.put(Cells.text(row, "instance"), Cells.instant(row, "told_until"));
        });
    return processes;
  }

  /**
   * Writes down what has become of it.
   *
   * @param before as it was locked; null where there was none
   */
  void write(String stage, @Nullable PullTeller before, PullTeller after) {
    if (after.equals(before)) {
      return;
    }
    sql.sql(
            before != null
                ? "UPDATE pull_tellers SET since = ?, told_until = ? WHERE stage = ?"
                : "INSERT INTO pull_tellers (since, told_until, stage) VALUES (?, ?, ?)")
        .params(Cells.row(Cells.at(after.since()), Cells.atOrNull(after.own()), stage))
        .update();
    write(stage, before == null ? new TreeMap<>() : before.processes(), after.processes());
  }

  private void write(String stage, Map<String, Instant> before, Map<String, Instant> after) {
    for (String process : before.keySet()) {
      if (!after.containsKey(process)) {
        sql.sql("DELETE FROM pull_teller_instances WHERE stage = ? AND instance = ?")
            .params(stage, process)
            .update();
      }
    }
    after.forEach((process, until) -> {
      Instant known = before.get(process);
      if (known == null) {
        sql.sql(
                """
                INSERT INTO pull_teller_instances (stage, instance, first_at, told_until)
                  VALUES (?, ?, ?, ?)\
                """)
            .params(stage, process, Cells.at(until), Cells.at(until))
            .update();
      } else if (!known.equals(until)) {
        sql.sql(
                """
                UPDATE pull_teller_instances SET told_until = ? WHERE stage = ? AND instance = ?\
                """)
            .params(Cells.at(until), stage, process)
            .update();
      }
    });
  }

  /** Forgets what a stage's registry told, as it is another one now. */
  void forget(String stage) {
    for (String table : new String[] {"pull_tellers", "pull_teller_instances"}) {
      sql.sql("DELETE FROM " + table + " WHERE stage = ?").param(stage).update();
    }
  }
}
