package dev.laytime.activity;

import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;

/**
 * A tag that is to follow what was built.
 *
 * @param image that was built, by tag
 * @param rule by which
 * @param source of which
 * @param alias of the same repository, by tag
 * @param present what the alias names now, which is something else
 */
public record BuildAlias(
    Reference image, String rule, ResolvedRef source, Reference alias, Digest present) {}
