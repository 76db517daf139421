package dev.laytime.worker.ledger;

import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The rows of upstreams that a worker has a login for. */
final class Logins {

  /**
   * How long the word of a worker holds that does not repeat it: of two that overlap, and have
   * other logins, the one that has one counts.
   */
  static final Duration HOLDS = Duration.ofMinutes(10);

  private final Sql sql;

  Logins(Sql sql) {
    this.sql = sql;
  }

  Set<RepositoryPrefix> all() {
    return new LinkedHashSet<>(
        sql.sql("SELECT source FROM logins ORDER BY source")
            .query((row, _) -> RepositoryPrefix.parse(Cells.text(row, "source")))
            .list());
  }

  /** These as well; those that nobody has repeated for long are over. */
  void say(Collection<RepositoryPrefix> sources, Instant now) {
    for (RepositoryPrefix source : sources) {
      sql.sql("DELETE FROM logins WHERE source = ?").param(source.toString()).update();
      sql.sql("INSERT INTO logins (source, said_at) VALUES (?, ?)")
          .params(source.toString(), Cells.at(now))
          .update();
    }
    sql.sql("DELETE FROM logins WHERE said_at < ?").param(Cells.at(now.minus(HOLDS))).update();
  }
}
