package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an order of a build.
 *
 * @param id of the build's workflow
 * @param answer {@code accepted}, {@code joined}, {@code busy}, {@code later} or {@code refused}
 * @param reason of a refusal, or what keeps it busy; null for none
 */
public record BuildAnswer(String id, String answer, @Nullable String reason) {}
