package dev.laytime.activity;

import dev.laytime.promotion.Statement;

/** The statement as it counts, with its proof where there is one. */
public record StatementResult(Statement statement) {}
