package dev.laytime.activity;

import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a look found.
 *
 * @param digest what the image is; null where the registry says that there is none
 */
public record LookResult(@Nullable Digest digest) {}
