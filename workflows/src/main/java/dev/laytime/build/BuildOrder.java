package dev.laytime.build;

import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Build this image.
 *
 * @param requestId tells one order from another; the same id is the same order
 * @param image by tag
 * @param rule the name of the rule that it is built by
 * @param ref what a person wants it built of, where its tag does not say; null for what the tag
 *     says
 * @param by who says to have ordered it, for people
 * @param reason why, for people; empty for nothing to say
 */
public record BuildOrder(
    String requestId,
    Reference image,
    String rule,
    @Nullable GitRef ref,
    String by,
    String reason) {}
