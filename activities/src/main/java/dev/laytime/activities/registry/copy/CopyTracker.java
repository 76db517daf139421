package dev.laytime.activities.registry.copy;

import dev.laytime.activity.CopyProgress;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a copy does, from any thread, while others look. */
public final class CopyTracker {

  private final AtomicInteger blobsTotal = new AtomicInteger();
  private final AtomicLong bytesTotal = new AtomicLong();
  private final AtomicLong bytesDone = new AtomicLong();
  private final AtomicLong bytesCopied = new AtomicLong();
  private final AtomicInteger copied = new AtomicInteger();
  private final AtomicInteger mounted = new AtomicInteger();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger manifests = new AtomicInteger();
  private final AtomicInteger referrers = new AtomicInteger();
  private final AtomicLong steps = new AtomicLong();

  /** Grows with everything that the copy gets done; standing still means that it hangs. */
  public long pulse() {
    return steps.get() + bytesDone.get();
  }

  /** Something was done that no other number tells. */
  void step() {
    steps.incrementAndGet();
  }

  /** How far the copy is now. */
  public CopyProgress progress() {
    return new CopyProgress(
        copied.get() + mounted.get() + present.get(),
        blobsTotal.get(),
        bytesDone.get(),
        bytesTotal.get());
  }

  CopyResult result(Digest digest) {
    return new CopyResult(
        digest,
        manifests.get(),
        referrers.get(),
        copied.get(),
        mounted.get(),
        present.get(),
        bytesCopied.get());
  }

  void expect(int blobs, long bytes) {
    blobsTotal.addAndGet(blobs);
    bytesTotal.addAndGet(bytes);
  }

  void moved(int bytes) {
    bytesDone.addAndGet(bytes);
    bytesCopied.addAndGet(bytes);
  }

  void blobCopied() {
    step();
    copied.incrementAndGet();
  }

  void blobMounted(long bytes) {
    mounted.incrementAndGet();
    bytesDone.addAndGet(bytes);
  }

  void blobPresent(long bytes) {
    present.incrementAndGet();
    bytesDone.addAndGet(bytes);
  }

  void manifestWritten(boolean referrer) {
    step();
    manifests.incrementAndGet();
    if (referrer) {
      referrers.incrementAndGet();
    }
  }
}
