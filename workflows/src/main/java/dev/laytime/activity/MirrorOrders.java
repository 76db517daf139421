package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;
import org.jspecify.annotations.Nullable;

/**
 * What is to be polled.
 *
 * @param source null where the target is not polled (any more)
 * @param stage that the target lies in; null where it lies in none, or has several
 * @param stop where the last poll was broken off; null where it was not
 */
public record MirrorOrders(
    @Nullable RepositoryPrefix source, @Nullable String stage, @Nullable PollStop stop) {}
