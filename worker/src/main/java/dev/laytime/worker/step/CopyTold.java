package dev.laytime.worker.step;

import dev.laytime.activities.job.CopyStep;
import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import java.util.Map;

/**
 * What a copy did, in the words of {@code laytime mirror -o json}: docs/reference/results.md. Who
 * reads it may be a worker of an older version.
 */
record CopyTold(
    String source,
    String target,
    Digest digest,
    boolean alreadyThere,
    int manifestsCopied,
    int referrersCopied,
    int blobsCopied,
    int blobsMounted,
    int blobsPresent,
    long bytesCopied,
    long bytesSaved,
    Map<String, Integer> requests) {

  static CopyTold of(CopyStep step, CopyResult result) {
    CopyEffort effort = result.effort() == null ? CopyEffort.UNKNOWN : result.effort();
    return new CopyTold(
        step.source().text(),
        step.target().text(),
        result.digest(),
        result.movedNothing(),
        result.manifestsCopied(),
        result.referrersCopied(),
        result.blobsCopied(),
        result.blobsMounted(),
        result.blobsPresent(),
        result.bytesCopied(),
        effort.bytesSaved(),
        effort.requests());
  }
}
