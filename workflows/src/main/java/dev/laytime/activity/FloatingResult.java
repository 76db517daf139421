package dev.laytime.activity;

/**
 * Whether a floating tag may move.
 *
 * @param reason why not, for people; empty where it may
 */
public record FloatingResult(boolean moves, String reason) {}
