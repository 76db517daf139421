package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of intentions. */
final class Intentions {

  private static final int MOST_PROOF = 50;
  private static final int LONGEST_PROOF = 1000;
  private static final int LONGEST_OUTCOME = 2000;

  private final Sql sql;
  private final Json json;

  Intentions(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  Optional<Intention> find(String id) {
    return sql.sql("SELECT * FROM intentions WHERE id = ?")
        .param(id)
        .query(Intentions::row)
        .optional();
  }

  /** Writes one, or begins it anew. */
  void write(Intention intention, List<String> proof) {
    sql.sql("DELETE FROM intentions WHERE id = ?").param(intention.id()).update();
    sql.sql(
            """
            INSERT INTO intentions (id, life, image, stage, repository, digest, epoch, kind,
              not_before, intended_at, proof, breaker)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                intention.id(),
                intention.life(),
                intention.image().text(),
                intention.stage(),
                intention.repository().toString(),
                intention.digest().value(),
                intention.epoch(),
                intention.kind().name(),
                Cells.at(intention.notBefore()),
                Cells.at(intention.intendedAt()),
                json.texts(proof, MOST_PROOF, LONGEST_PROOF),
                intention.breaker()))
        .update();
  }

  /**
   * Writes how one ended; what is older than its last beginning comes too late, and what was done
   * stays done: a request that comes twice finds nothing the second time.
   */
  void settle(String id, String outcome, Instant at) {
    sql.sql(
            """
            UPDATE intentions SET outcome = ?, settled_at = ?
            WHERE id = ? AND intended_at <= ? AND (settled_at IS NULL OR settled_at < ?)
              AND (outcome IS NULL OR outcome <> ?)\
            """)
        .params(
            Cells.cut(outcome, LONGEST_OUTCOME),
            Cells.at(at),
            id,
            Cells.at(at),
            Cells.at(at),
            Intention.DONE)
        .update();
  }

  /** Those that may go, or went, since an instant; what waits for approval is not among them. */
  List<Intention> cleared(Repository repository, RemovalKind kind, Instant since, Instant now) {
    return sql.sql(
            """
            SELECT i.* FROM intentions i LEFT JOIN breakers b ON b.id = i.breaker
            WHERE i.repository = ? AND i.kind = ? AND i.intended_at > ?
              AND (i.outcome IS NULL OR i.outcome = ?)
              AND (i.breaker IS NULL OR b.expires_at > ? OR i.outcome = ?)\
            """)
        .params(
            repository.toString(),
            kind.name(),
            Cells.at(since),
            Intention.DONE,
            Cells.at(now),
            Intention.DONE)
        .query(Intentions::row)
        .list();
  }

  /** Those that wait under a breaker and that their lives still mean. */
  List<Intention> waiting(String breaker) {
    return sql.sql(
            """
            SELECT i.* FROM intentions i JOIN lives l ON l.life = i.life AND l.epoch = i.epoch
            WHERE i.breaker = ? AND i.outcome IS NULL AND NOT l.finished ORDER BY i.image\
            """)
        .param(breaker)
        .query(Intentions::row)
        .list();
  }

  /**
   * Those of a stage whose end nobody knows, and that were meant and, where a person had to, let go
   * before an instant.
   */
  List<Intention> open(String stage, Instant before) {
    return sql.sql(
            """
            SELECT i.* FROM intentions i LEFT JOIN breakers b ON b.id = i.breaker
            WHERE i.stage = ? AND i.outcome IS NULL AND i.intended_at < ?
              AND (b.approved_at IS NULL OR b.approved_at < ?)
            ORDER BY i.intended_at\
            """)
        .params(stage, Cells.at(before), Cells.at(before))
        .query(Intentions::row)
        .list();
  }

  /**
   * The breaker whose approval holds for one and was given when the same removal waited under it,
   * of the same life and epoch, though for another deadline; it has not been carried out since.
   */
  Optional<String> approved(Intention intention, Instant now) {
    return sql.sql(
            """
            SELECT b.id FROM intentions i JOIN breakers b ON b.id = i.breaker
            WHERE i.life = ? AND i.epoch = ? AND i.kind = ? AND i.digest = ?
              AND b.approved_at IS NOT NULL AND b.expires_at > ?
              AND (i.outcome IS NULL OR (i.outcome <> ? AND i.settled_at >= b.approved_at))
            ORDER BY b.expires_at DESC, b.id FETCH FIRST 1 ROWS ONLY\
            """)
        .params(
            intention.life(),
            intention.epoch(),
            intention.kind().name(),
            intention.digest().value(),
            Cells.at(now),
            Intention.DONE)
        .query(String.class)
        .optional();
  }

  /** Deletions that were carried out, and whose lives have not ended nor decided anew since. */
  List<Intention> deleted(Repository repository) {
    return sql.sql(
            """
            SELECT i.* FROM intentions i
              JOIN lives l ON l.life = i.life AND l.epoch = i.epoch AND l.digest = i.digest
            WHERE i.repository = ? AND i.kind = ? AND i.outcome = ? AND NOT l.finished\
            """)
        .params(repository.toString(), RemovalKind.DELETE.name(), Intention.DONE)
        .query(Intentions::row)
        .list();
  }

  /** Takes away what ended before an instant. */
  void trim(Instant before) {
    sql.sql("DELETE FROM intentions WHERE outcome IS NOT NULL AND settled_at < ?")
        .param(Cells.at(before))
        .update();
  }

  private static Intention row(ResultSet row, int unused) throws SQLException {
    return new Intention(
        Cells.text(row, "id"),
        Cells.text(row, "life"),
        Cells.reference(row, "image"),
        Cells.text(row, "stage"),
        new Digest(Cells.text(row, "digest")),
        row.getLong("epoch"),
        RemovalKind.valueOf(Cells.text(row, "kind")),
        Cells.instant(row, "not_before"),
        Cells.instant(row, "intended_at"),
        row.getString("breaker"),
        row.getString("outcome"));
  }
}
