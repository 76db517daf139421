package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;

/**
 * A built image that its name's life shall have.
 *
 * @param build the workflow id of the build
 * @param target by tag
 * @param source where it is by digest: in the target's own repository
 */
public record BuildOffer(
    String requestId, String build, Reference target, Reference source, Digest digest) {}
