package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a poll ended.
 *
 * @param mirror its name: of a rule its target's text
 * @param source null where the mirror is not polled (any more)
 * @param failure why not everything was looked at; empty where it was
 * @param stop where the next poll begins; null for the front
 */
public record PollReport(
    String mirror,
    @Nullable RepositoryPrefix source,
    Instant startedAt,
    Instant endedAt,
    PollCount count,
    String failure,
    @Nullable PollStop stop) {}
