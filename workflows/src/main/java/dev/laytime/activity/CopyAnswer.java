package dev.laytime.activity;

/**
 * The answer to a copy's order.
 *
 * @param taken whether an outcome will come; false where another copy writes there
 * @param cause why not, for people
 */
public record CopyAnswer(boolean taken, String cause) {}
