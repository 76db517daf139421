package dev.laytime.activity;

import dev.laytime.lifecycle.Obituary;

/**
 * The end of a life.
 *
 * @param record its last
 */
public record BuryRequest(LifeRecord record, Obituary obituary) {}
