package dev.laytime.activity;

import dev.laytime.promotion.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was said.
 *
 * @param promotion the workflow's id
 * @param order the request id of the order that it was said of
 * @param orderedAt when that was given: what was said before was said of another one
 * @param statement without proof: that is what the ledger knows
 * @param nonce what came with it from where it was proven; null where it was not
 */
public record StatementRequest(
    String promotion,
    String path,
    String order,
    Instant orderedAt,
    Statement statement,
    @Nullable String nonce) {

  /** Of what is not proven. */
  public StatementRequest(
      String promotion, String path, String order, Instant orderedAt, Statement statement) {
    this(promotion, path, order, orderedAt, statement, null);
  }
}
