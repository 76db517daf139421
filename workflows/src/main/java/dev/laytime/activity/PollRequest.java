package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page to be looked at.
 *
 * @param target of the rule
 * @param startedAt the workflow's time at which the poll began
 * @param after where the page begins; null for the first
 */
public record PollRequest(RepositoryPrefix target, Instant startedAt, @Nullable String after) {}
