package dev.laytime.activity;

/**
 * How it ended.
 *
 * @param reason the end of what it printed, or why it could not run; for people, bounded
 */
public record GateRunResult(boolean passed, String reason) {}
