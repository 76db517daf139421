package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;

/**
 * An image that its name's life shall have.
 *
 * @param target by tag
 * @param source where it is by digest: in the destination's own repository
 */
public record PromotionOffer(
    String requestId,
    String promotion,
    String path,
    Reference target,
    Reference source,
    Digest digest) {}
