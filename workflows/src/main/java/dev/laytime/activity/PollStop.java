package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * Where a poll was broken off, and the next one begins.
 *
 * @param phase that it was in
 * @param after where the page began that it did not end; null for the first
 */
public record PollStop(PollPhase phase, @Nullable String after) {}
