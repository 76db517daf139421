package dev.laytime.activity;

import dev.laytime.image.Reference;

/**
 * How an errand ended.
 *
 * @param life the workflow id
 * @param image the life's image, with which it is started should it not run
 */
public record OutcomeNotice(String life, Reference image, Outcome outcome) {}
