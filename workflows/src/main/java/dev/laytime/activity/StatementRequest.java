package dev.laytime.activity;

import dev.laytime.promotion.Statement;

/**
 * What was said.
 *
 * @param promotion the workflow's id
 * @param statement without proof: that is what the ledger knows
 */
public record StatementRequest(String promotion, String path, Statement statement) {}
