package dev.laytime.activity;

import dev.laytime.promotion.Statement;
import java.time.Instant;

/**
 * What was said.
 *
 * @param promotion the workflow's id
 * @param order the request id of the order that it was said of
 * @param orderedAt when that was given: what was said before was said of another one
 * @param statement without proof: that is what the ledger knows
 */
public record StatementRequest(
    String promotion, String path, String order, Instant orderedAt, Statement statement) {}
