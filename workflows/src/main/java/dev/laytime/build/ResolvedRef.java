package dev.laytime.build;

/**
 * What a ref was found to be.
 *
 * @param name the allowed tag or branch that is this commit, or that it can be reached from, in
 *     full: {@code refs/tags/v1.2}; {@code text} of a text
 */
public record ResolvedRef(String name, GitCommit commit) {}
