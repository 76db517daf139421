package dev.laytime.activity;

import dev.laytime.build.GitCommit;
import org.jspecify.annotations.Nullable;

/**
 * What Git's history says.
 *
 * @param other one of those that were built before, and is no ancestor; null where all of them are
 */
public record BuildAncestryResult(@Nullable GitCommit other) {}
