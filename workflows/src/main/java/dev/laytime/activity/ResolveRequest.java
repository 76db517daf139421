package dev.laytime.activity;

import dev.laytime.image.ImageLocation;
import org.jspecify.annotations.Nullable;

/**
 * Asks which digest a location names.
 *
 * @param target where it will be copied to; null where it is not known
 */
public record ResolveRequest(ImageLocation location, @Nullable ImageLocation target) {}
