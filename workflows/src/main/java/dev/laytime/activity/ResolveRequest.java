package dev.laytime.activity;

import dev.laytime.image.ImageLocation;

/** Asks which digest a location names. */
public record ResolveRequest(ImageLocation location) {}
