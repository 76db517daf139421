package dev.laytime.activity;

/**
 * A closure's measure.
 *
 * @param present false where the repository has no such manifest
 * @param members how many manifests and blobs there are
 * @param bytes their sizes together
 */
public record LearnResult(boolean present, int members, long bytes) {}
