package dev.laytime.image;

import org.jspecify.annotations.Nullable;

/**
 * What one document says of a piece of content elsewhere.
 *
 * @param mediaType what the content is
 * @param digest its address
 * @param size its length in bytes, zero or more
 * @param platform what it runs on, where it is an image in an index that says so
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md">OCI
 *     image-spec, content descriptors</a>
 */
public record Descriptor(String mediaType, Digest digest, long size, @Nullable Platform platform) {

  /**
   * @throws IllegalArgumentException if the size is negative
   */
  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException(
          "Invalid descriptor of %s: expected a size of zero or more bytes, not %d"
              .formatted(digest, size));
    }
  }
}
