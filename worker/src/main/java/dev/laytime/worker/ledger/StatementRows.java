package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.promotion.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of what was said of promotions: each is written once. */
final class StatementRows {

  static final int LONGEST_NAME = 255;
  static final int LONGEST_PROOF = 1000;
  private static final int LONGEST_DETAIL = 500;

  private final Sql sql;

  StatementRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * What was said.
   *
   * @param order the request id of the order that it was said of; null where nobody wrote it down
   */
  record Row(@Nullable String order, Statement statement) {

    /**
     * It, if it was said of an order.
     *
     * @throws Wishes.RefusedException if it was said of another one, or before this one was given
     */
    Statement of(String other, Instant orderedAt) {
      if (!other.equals(order) || statement.at().isBefore(orderedAt)) {
        throw new Wishes.RefusedException(
            "the request id '%s' is that of what was said of another order"
                .formatted(statement.requestId()),
            false,
            "say it anew, with a request id of its own");
      }
      return statement;
    }
  }

  List<Statement> of(String promotion) {
    return sql.sql(
            "SELECT * FROM promotion_statements WHERE promotion = ? ORDER BY said_at, request_id")
        .param(promotion)
        .query(StatementRows::row)
        .list();
  }

  Optional<Row> find(String promotion, String requestId) {
    return sql.sql("SELECT * FROM promotion_statements WHERE promotion = ? AND request_id = ?")
        .params(promotion, requestId)
        .query((row, number) -> new Row(row.getString("order_request"), row(row, number)))
        .optional();
  }

  /**
   * Writes one.
   *
   * @throws Wishes.RefusedException if no row can hold it: an id that is cut is another one
   */
  void add(String promotion, String order, Statement statement) {
    String id = statement.requestId();
    if (!id.equals(Cells.cut(id, LONGEST_NAME))) {
      throw new Wishes.RefusedException(
          "its request id is no text of %d characters at most".formatted(LONGEST_NAME),
          false,
          "give each request a short id of its own");
    }
    sql.sql(
            """
            INSERT INTO promotion_statements (promotion, request_id, gate, digest, gates, passed,
              said_by, proof, detail, said_at, order_request)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                promotion,
                statement.requestId(),
                Cells.cut(statement.gate(), LONGEST_NAME),
                statement.digest().value(),
                statement.gates(),
                statement.passed(),
                Cells.cut(statement.by(), LONGEST_NAME),
                statement.proof(),
                Cells.cut(statement.detail(), LONGEST_DETAIL),
                Cells.at(statement.at()),
                order))
        .update();
  }

  /** What was asserted is proven by now. */
  Statement prove(String promotion, Statement asserted, String proof) {
    sql.sql("UPDATE promotion_statements SET proof = ? WHERE promotion = ? AND request_id = ?")
        .params(proof, promotion, asserted.requestId())
        .update();
    return new Statement(
        asserted.requestId(),
        asserted.gate(),
        asserted.digest(),
        asserted.gates(),
        asserted.passed(),
        asserted.by(),
        proof,
        asserted.detail(),
        asserted.at());
  }

  private static Statement row(ResultSet row, int unused) throws SQLException {
    return new Statement(
        Cells.text(row, "request_id"),
        Cells.text(row, "gate"),
        new Digest(Cells.text(row, "digest")),
        Cells.text(row, "gates"),
        row.getBoolean("passed"),
        Cells.text(row, "said_by"),
        row.getString("proof"),
        Cells.text(row, "detail"),
        Cells.instant(row, "said_at"));
  }
}
