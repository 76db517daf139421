package dev.laytime.activity;

import java.time.Instant;

/**
 * How an intention ended.
 *
 * @param outcome {@code done}, or why not
 */
public record SettleRequest(String intention, String outcome, Instant at) {}
