package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants an image in a stage.
 *
 * @param image in the source stage, by tag
 * @param digest what it is
 * @param stage where to; null where the only path from there is meant
 */
public record PromotionWish(
    String requestId, Reference image, Digest digest, @Nullable String stage, String by) {}
