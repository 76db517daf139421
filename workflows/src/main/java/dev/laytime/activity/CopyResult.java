package dev.laytime.activity;

import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What one copy did.
 *
 * @param digest what the target names now
 * @param manifestsCopied manifests and indexes written, fallback tags apart
 * @param referrersCopied how many of those are referrers
 * @param blobsCopied blobs that were sent
 * @param blobsMounted blobs that the target's registry took from another of its repositories
 * @param blobsPresent blobs that the target had already
 * @param bytesCopied bytes of the blobs that were sent
 * @param effort what it cost; null in the results of releases that did not count it
 */
public record CopyResult(
    Digest digest,
    int manifestsCopied,
    int referrersCopied,
    int blobsCopied,
    int blobsMounted,
    int blobsPresent,
    long bytesCopied,
    @Nullable CopyEffort effort) {

  /** Whether all was there already. */
  public boolean movedNothing() {
    return manifestsCopied == 0 && blobsCopied == 0 && blobsMounted == 0;
  }
}
