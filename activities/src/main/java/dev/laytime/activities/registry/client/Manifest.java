package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A manifest or index as its registry holds it: the bytes are never rendered anew.
 *
 * @param mediaType what it was served or is pushed as
 * @param digest of the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest, below
public record Manifest(String mediaType, Digest digest, byte[] bytes) {

  /** The descriptor under which others name it. */
  public Descriptor descriptor() {
    return new Descriptor(mediaType, digest, bytes.length, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Manifest manifest
        && digest.equals(manifest.digest)
        && mediaType.equals(manifest.mediaType);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "Manifest[" + mediaType + ", " + digest + "]";
  }
}
