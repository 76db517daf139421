package dev.laytime.worker.ledger;

import java.time.Instant;

/** Remembers signatures in a row each, for as long as they could be sent again. */
final class JdbcSeenSignatures implements SeenSignatures {

  private final Sql sql;

  JdbcSeenSignatures(Tables tables) {
    this.sql = tables.sql;
  }

  @Override
  public boolean take(String signature, Instant until, Instant now) {
    return sql.write("remember a signed request", () -> takeWithin(signature, until, now));
  }

  /** The same, within a transaction. */
  boolean takeWithin(String signature, Instant until, Instant now) {
    sql.sql("DELETE FROM seen_signatures WHERE ends_at < ?").params(Cells.at(now)).update();
    boolean seen =
        sql.sql("SELECT signature FROM seen_signatures WHERE signature = ?")
            .param(signature)
            .query(String.class)
            .optional()
            .isPresent();
    if (!seen) {
      sql.sql("INSERT INTO seen_signatures (signature, ends_at) VALUES (?, ?)")
          .params(signature, Cells.at(until))
          .update();
    }
    return !seen;
  }
}
