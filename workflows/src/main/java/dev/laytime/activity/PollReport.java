package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a poll ended.
 *
 * @param source null where the target is not polled (any more)
 * @param failure why not everything was looked at; empty where it was
 * @param stop where the next poll begins; null for the front
 */
public record PollReport(
    RepositoryPrefix target,
    @Nullable RepositoryPrefix source,
    Instant startedAt,
    Instant endedAt,
    PollCount count,
    String failure,
    @Nullable PollStop stop) {}
