package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A built image that its name's life shall have.
 *
 * @param build the workflow id of the build
 * @param target by tag
 * @param source where it is by digest: in the target's own repository
 * @param expected what the target may name instead; null for whatever it names
 */
public record BuildOffer(
    String requestId,
    String build,
    Reference target,
    Reference source,
    Digest digest,
    @Nullable ExpectedTag expected) {}
