package dev.laytime.worker.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of what objects in a cluster say: until when their images stay at least. */
final class Promises {

  private static final int CHUNK = 500;

  private final Sql sql;

  Promises(Sql sql) {
    this.sql = sql;
  }

  private record Row(String life, Instant until) {}

  Optional<Instant> of(String life) {
    return Optional.ofNullable(of(List.of(life)).get(life));
  }

  /** By life, of those that have one. */
  Map<String, Instant> of(Collection<String> lives) {
    List<String> all = List.copyOf(lives);
    Map<String, Instant> found = new LinkedHashMap<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      sql.sql("SELECT life, until_at FROM promises WHERE life IN (:lives)")
          .param("lives", all.subList(from, Math.min(from + CHUNK, all.size())))
          .query(Promises::row)
          .list()
          .forEach(row -> found.put(row.life(), row.until()));
    }
    return found;
  }

  /** Only ever longer. */
  void lengthen(String life, Instant until) {
    Instant before = of(life).orElse(null);
    if (before == null) {
      sql.sql("INSERT INTO promises (until_at, life) VALUES (?, ?)")
          .params(Cells.at(until), life)
          .update();
    } else if (before.isBefore(until)) {
      sql.sql("UPDATE promises SET until_at = ? WHERE life = ?")
          .params(Cells.at(until), life)
          .update();
    }
  }

  /** Those that are over keep nothing. */
  void trim(Instant now) {
    sql.sql("DELETE FROM promises WHERE until_at < ?").param(Cells.at(now)).update();
  }

  private static Row row(ResultSet row, int unused) throws SQLException {
    return new Row(Cells.text(row, "life"), Cells.instant(row, "until_at"));
  }
}
