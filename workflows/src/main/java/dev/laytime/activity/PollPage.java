package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * What became of a page.
 *
 * @param next where the next page begins; null after the last
 */
public record PollPage(@Nullable String next, PollCount count) {}
