package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of what is proven to have been said. */
final class ProvenRows {

  private final Sql sql;

  ProvenRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * A word as it was written.
   *
   * @param nonce that its message must bring; null for one of an earlier release
   */
  record Row(Word word, @Nullable String nonce) {}

  /** One that still counts. */
  Optional<Row> find(String requestId, Instant now) {
    return sql.sql("SELECT * FROM proven_words WHERE request_id = ? AND ends_at > ?")
        .params(requestId, Cells.at(now))
        .query(ProvenRows::row)
        .optional();
  }

  /**
   * How a message is proven; null where it is not, or something else was said.
   *
   * @param nonce that came with it; null for none
   */
  @Nullable String proof(Word message, @Nullable String nonce, Instant now) {
    return find(message.requestId(), now)
        .filter(row -> Objects.equals(row.nonce(), nonce) && row.word().means(message))
        .map(row -> row.word().proof())
        .orElse(null);
  }

  /** Writes one in the place of one that counts no more. */
  String write(Word word, Instant ends) {
    String nonce = UUID.randomUUID().toString();
    sql.sql("DELETE FROM proven_words WHERE request_id = ?").param(word.requestId()).update();
    sql.sql(
            """
            INSERT INTO proven_words (request_id, kind, path, promotion, digest, gate, gates, passed,
              subject, proof, said_at, ends_at, nonce)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                word.requestId(),
                word.kind().name(),
                word.path(),
                word.promotion(),
                word.digest().value(),
                word.gate(),
                word.gates(),
                word.passed(),
                word.subject(),
                word.proof(),
                Cells.at(word.at()),
                Cells.at(ends),
                nonce))
        .update();
    return nonce;
  }

  /** An order is taken: its word counts as long as that may wait. */
  void take(PromotionStatus taken, Instant ends, Instant now) {
    sql.sql(
            """
            UPDATE proven_words SET ends_at = ?
            WHERE request_id = ? AND promotion = ? AND ends_at > ?\
            """)
        .params(Cells.at(ends), taken.order().requestId(), taken.id(), Cells.at(now))
        .update();
  }

  /** Takes one away, unless an order goes on by it. */
  void withdraw(Word word) {
    sql.sql(
            """
            DELETE FROM proven_words WHERE request_id = ? AND promotion = ? AND kind = ?
              AND NOT EXISTS (
                SELECT 1 FROM promotions p WHERE p.promotion = proven_words.promotion
                  AND p.request_id = proven_words.request_id AND p.ended_at IS NULL)\
            """)
        .params(word.requestId(), word.promotion(), word.kind().name())
        .update();
  }

  /**
   * What was said of an order that is over counts for no other one. It is asked for once, at the
   * order's end: what was said by then was said of it, whatever the clock of who heard it.
   */
  void end(PromotionStatus over, Instant at) {
    PromotionOrder order = over.order();
    sql.sql(
            """
            UPDATE proven_words SET ends_at = ?
            WHERE promotion = ? AND ends_at > ?
              AND (request_id = ? OR (digest = ? AND kind IN ('APPROVE', 'CHECK')))\
            """)
        .params(
            Cells.at(at),
            over.id(),
            Cells.at(at),
            order.requestId(),
            // The same digest may have been ordered once more, and waits with what was said.
            over.state() == PromotionState.SUPERSEDED ? "" : order.digest().value())
        .update();
  }

  private static Row row(ResultSet row, int unused) throws SQLException {
    return new Row(word(row), row.getString("nonce"));
  }

  private static Word word(ResultSet row) throws SQLException {
    return new Word(
        Cells.text(row, "request_id"),
        Kind.valueOf(Cells.text(row, "kind")),
        Cells.text(row, "path"),
        Cells.text(row, "promotion"),
        new Digest(Cells.text(row, "digest")),
        row.getString("gate"),
        row.getString("gates"),
        row.getBoolean("passed"),
        Cells.text(row, "subject"),
        Cells.text(row, "proof"),
        Cells.instant(row, "said_at"));
  }
}
