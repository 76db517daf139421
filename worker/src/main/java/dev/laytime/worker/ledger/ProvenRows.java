package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of what is proven to have been said. */
final class ProvenRows {

  private final Sql sql;

  ProvenRows(Sql sql) {
    this.sql = sql;
  }

  Optional<Word> find(String requestId) {
    return sql.sql("SELECT * FROM proven_words WHERE request_id = ?")
        .param(requestId)
        .query(ProvenRows::row)
        .optional();
  }

  /** How a message is proven; null where it is not, or something else was said. */
  @Nullable String proof(
      String requestId,
      Kind kind,
      String promotion,
      Digest digest,
      @Nullable String gate,
      boolean passed,
      String by) {
    return find(requestId)
        .filter(word -> word.kind() == kind && word.promotion().equals(promotion))
        .filter(word -> word.digest().equals(digest) && Objects.equals(word.gate(), gate))
        .filter(word -> word.passed() == passed && word.subject().equals(by))
        .map(Word::proof)
        .orElse(null);
  }

  void add(Word word) {
    sql.sql(
            """
            INSERT INTO proven_words (request_id, kind, promotion, digest, gate, passed, subject,
              proof, said_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                word.requestId(),
                word.kind().name(),
                word.promotion(),
                word.digest().value(),
                word.gate(),
                word.passed(),
                word.subject(),
                word.proof(),
                Cells.at(word.at())))
        .update();
  }

  private static Word row(ResultSet row, int unused) throws SQLException {
    return new Word(
        Cells.text(row, "request_id"),
        Kind.valueOf(Cells.text(row, "kind")),
        Cells.text(row, "promotion"),
        new Digest(Cells.text(row, "digest")),
        row.getString("gate"),
        row.getBoolean("passed"),
        Cells.text(row, "subject"),
        Cells.text(row, "proof"),
        Cells.instant(row, "said_at"));
  }
}
