package dev.laytime.activity;

/**
 * How far a copy is: the details of its heartbeats.
 *
 * @param blobsDone blobs that the target has: sent, mounted or found there
 * @param blobsTotal blobs of the closure as far as it is known
 * @param bytesDone bytes of those, and of the blobs now on their way
 * @param bytesTotal bytes of all known blobs
 */
public record CopyProgress(int blobsDone, int blobsTotal, long bytesDone, long bytesTotal) {

  /** A copy that knows nothing of its closure yet. */
  public static final CopyProgress NOTHING = new CopyProgress(0, 0, 0, 0);
}
