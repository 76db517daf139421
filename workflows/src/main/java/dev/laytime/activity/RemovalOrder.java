package dev.laytime.activity;

import dev.laytime.ledger.Removals;

/**
 * A removal for a repository's reaper.
 *
 * @param repository with its registry
 */
public record RemovalOrder(String repository, String requestId, Removals.Claim claim) {}
