package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be at the target before a tag may name an image.
 *
 * @param missing manifests that the target lacks, what others name before those that name it; the
 *     image itself is not among them
 * @param there manifests that the target has; the image itself is not among them
 * @param blobs that the missing ones and the image need, each once; none where the target has the
 *     image
 * @param foreign the foreign layers among the blobs, and where their manifests say that they are
 */
record Closure(
    List<Part> missing,
    List<Digest> there,
    List<Descriptor> blobs,
    Map<Digest, List<String>> foreign) {

  /** Where else a blob is; nowhere, where it is no foreign layer. */
  List<String> places(Descriptor blob) {
    return foreign.getOrDefault(blob.digest(), List.of());
  }

  /**
   * A manifest of the closure.
   *
   * @param child whether an index of the closure names it
   * @param referrer whether it came along as a referrer, or below one
   * @param tag that finds it; null where its digest does
   */
  record Part(Manifest manifest, boolean child, boolean referrer, @Nullable Tag tag) {}

  /** Bytes of all blobs. */
  long bytes() {
    return blobs.stream().mapToLong(Descriptor::size).sum();
  }
}
