package dev.laytime.activities.registry.client;

import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What became of a referrer's entry under its subject's fallback tag.
 *
 * @param listed whether there was one
 * @param emptied the index that would list nothing without it, and is as it was; else null
 */
public record Unlisted(boolean listed, @Nullable Digest emptied) {}
