package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import java.util.List;

/** What images were before and still must be held: no registry can tell it. */
final class Displaced {

  private final Sql sql;

  Displaced(Sql sql) {
    this.sql = sql;
  }

  /** Writes what one life still has to hold; nothing else stays. */
  void write(String life, List<Digest> digests) {
    if (digests.equals(of(life))) {
      return;
    }
    sql.sql("DELETE FROM displaced WHERE life = ?").param(life).update();
    for (int i = 0; i < digests.size(); i++) {
      sql.sql("INSERT INTO displaced (life, place, digest) VALUES (?, ?, ?)")
          .params(life, i, digests.get(i).value())
          .update();
    }
  }

  /** What one life still has to hold, the oldest first. */
  List<Digest> of(String life) {
    return sql.sql("SELECT digest FROM displaced WHERE life = ? ORDER BY place")
        .param(life)
        .query((row, _) -> new Digest(row.getString("digest")))
        .list();
  }
}
