package dev.laytime.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page to be looked at.
 *
 * @param mirror its name: of a rule its target's text
 * @param startedAt the workflow's time at which the poll began
 * @param after where the page begins; null for the first
 */
public record PollRequest(String mirror, Instant startedAt, @Nullable String after) {}
