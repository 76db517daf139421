package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * An image to look at.
 *
 * @param whole what counts as there only with all its manifests, since a request to delete some of
 *     them may still have taken effect; null where one HEAD is enough
 */
public record LookRequest(Reference image, @Nullable Digest whole) {}
