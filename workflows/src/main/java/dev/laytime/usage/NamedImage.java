package dev.laytime.usage;

import dev.laytime.image.Reference;

/**
 * An image that an object names.
 *
 * @param image normalised
 * @param usage the object
 * @param runs whether nobody wrote it so: a runtime tells that it runs, and no longer than it does
 */
public record NamedImage(Reference image, Usage usage, boolean runs) {

  /** An image as somebody wrote it. */
  public NamedImage(Reference image, Usage usage) {
    this(image, usage, false);
  }
}
