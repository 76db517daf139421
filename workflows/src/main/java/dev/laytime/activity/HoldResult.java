package dev.laytime.activity;

/**
 * What became of it.
 *
 * @param held false where there is no such manifest any more
 */
public record HoldResult(boolean held) {}
