package dev.laytime.activities.crd.own;

import dev.laytime.image.Reference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Pin} keeps.
 *
 * @param object {@code NAMESPACE/NAME}
 * @param until the last instant that it holds; null for always
 */
public record PinnedImage(String object, Reference image, @Nullable Instant until, String reason) {}
