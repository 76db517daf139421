package dev.laytime.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a poll waits.
 *
 * @param mirror its name
 * @param until null where it does not wait any more
 * @param cause for people; empty where it does not wait
 */
public record PollWait(String mirror, @Nullable Instant until, String cause) {}
