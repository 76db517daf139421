package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * An image that its name's life shall have.
 *
 * @param target by tag
 * @param source where it is by digest: in the destination's own repository
 * @param expected what the target may name instead; null for whatever it names
 */
public record PromotionOffer(
    String requestId,
    String promotion,
    String path,
    Reference target,
    Reference source,
    Digest digest,
    @Nullable ExpectedTag expected) {}
