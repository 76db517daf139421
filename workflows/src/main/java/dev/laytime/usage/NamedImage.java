package dev.laytime.usage;

import dev.laytime.image.Reference;

/**
 * An image that an object names.
 *
 * @param image normalised
 * @param usage the object
 */
public record NamedImage(Reference image, Usage usage) {}
