package dev.laytime.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a person reads it: the detail of an {@code ApplicationFailure}.
 *
 * @param what was attempted, as in "pull manifest docker.io/library/alpine:3.20"
 * @param cause what the other side said
 * @param hint what to do about it
 * @param until the earliest time at which trying again makes sense, where the other side told it
 */
public record Problem(String what, String cause, String hint, @Nullable Instant until) {}
