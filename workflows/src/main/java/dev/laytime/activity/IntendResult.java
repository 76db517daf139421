package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * What became of it.
 *
 * @param intention its id
 * @param breaker what a person must approve before; null where it is within bounds
 * @param reason of the breaker, for people; empty where there is none
 */
public record IntendResult(String intention, @Nullable String breaker, String reason) {}
