package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * Where a poll was broken off, and the next one begins.
 *
 * @param discovering whether it was done with known images, and looked for new tags
 * @param after the last name that it was done with; null for none
 */
public record PollStop(boolean discovering, @Nullable String after) {}
