package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.image.Descriptor;
import java.util.List;

/**
 * What has to be at the target before a tag may name an image.
 *
 * @param missing manifests that the target lacks, what others name before those that name it; the
 *     image itself is not among them
 * @param blobs that those and the image need, each once; none where the target has the image
 */
record Closure(List<Part> missing, List<Descriptor> blobs) {

  /**
   * A manifest of the closure.
   *
   * @param child whether an index of the closure names it
   * @param referrer whether it came along as a referrer, or below one
   */
  record Part(Manifest manifest, boolean child, boolean referrer) {}

  /** Bytes of all blobs. */
  long bytes() {
    return blobs.stream().mapToLong(Descriptor::size).sum();
  }
}
