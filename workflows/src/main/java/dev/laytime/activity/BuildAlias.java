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
 * @param takeOver whether it may also follow from what was not built here
 */
public record BuildAlias(
    Reference image,
    String rule,
    ResolvedRef source,
    Reference alias,
    Digest present,
    boolean takeOver) {}
