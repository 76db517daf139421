package dev.laytime.lifecycle;

import java.time.Instant;

/**
 * One line of an image's story.
 *
 * @param epoch the life's when it happened
 * @param sequence counts a life's events, from 1; with the workflow id and the epoch it is unique
 * @param state the state's label after it
 * @param text what happened and why, for people
 */
public record Event(long epoch, long sequence, Instant at, String state, String text) {}
