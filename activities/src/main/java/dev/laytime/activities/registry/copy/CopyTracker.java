package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyProgress;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts what a copy does, from any thread, while others look. */
public final class CopyTracker {

  private static final long LONGEST_COMMIT_NANOS = ImageStore.LONGEST_COMMIT.toNanos();

  /** Who sends less than that within a watcher's patience holds up a copy, and is no slow line. */
  private static final long LEAST_BYTES = 16 * 1024;

  private final AtomicInteger blobsTotal = new AtomicInteger();
  private final AtomicLong bytesTotal = new AtomicLong();
  private final AtomicLong bytesDone = new AtomicLong();
  private final AtomicLong bytesCopied = new AtomicLong();
  private final AtomicLong bytesLeftOut = new AtomicLong();
  private final AtomicLong bytesSaved = new AtomicLong();
  private final Map<Phase, Long> nanos = new ConcurrentHashMap<>();
  private final AtomicInteger copied = new AtomicInteger();
  private final AtomicInteger mounted = new AtomicInteger();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger manifests = new AtomicInteger();
  private final AtomicInteger referrers = new AtomicInteger();
  private final AtomicLong steps = new AtomicLong();
  private final Map<Object, Long> commits = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  public CopyTracker() {
    this(System::nanoTime);
  }

  /** With a clock of one's own. */
  CopyTracker(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Grows with everything that the copy gets done, and with every 16 KiB that come in; standing
   * still means that it hangs, or trickles. A target that has all of a blob may commit it in
   * silence: for so long every look finds growth.
   */
  public long pulse() {
    long now = nanoTime.getAsLong();
    if (commits.values().stream().anyMatch(since -> now - since < LONGEST_COMMIT_NANOS)) {
      step();
    }
    return steps.get() + (bytesDone.get() + bytesLeftOut.get()) / LEAST_BYTES;
  }

  /** All of a blob was sent. */
  void committing(Object blob) {
    commits.putIfAbsent(blob, nanoTime.getAsLong());
  }

  /** The target has it, or has failed. */
  void committed(Object blob) {
    commits.remove(blob);
  }

  /** Something was done that no other number tells. */
  public void step() {
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

  /** The time on the tracker's clock, in nanoseconds since some moment. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** What of a copy takes time. */
  enum Phase {
    LOOK,
    BLOBS,
    MANIFESTS
  }

  /** Something that takes its time. */
  interface Timed<T> {
    T run() throws IOException, InterruptedException;
  }

  /** The same without a result. */
  interface TimedAction {
    void run() throws IOException, InterruptedException;
  }

  /** Does something on a phase's time. */
  <T> T time(Phase phase, Timed<T> work) throws IOException, InterruptedException {
    long start = nanoTime.getAsLong();
    try {
      return work.run();
    } finally {
      add(phase, start);
    }
  }

  /** The same without a result. */
  void timed(Phase phase, TimedAction work) throws IOException, InterruptedException {
    long start = nanoTime.getAsLong();
    try {
      work.run();
    } finally {
      add(phase, start);
    }
  }

  private void add(Phase phase, long start) {
    nanos.merge(phase, nanoTime.getAsLong() - start, Long::sum);
  }

  private long millis(Phase phase) {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getOrDefault(phase, 0L));
  }

  /**
   * What was done.
   *
   * @param requests that were sent for it
   */
  CopyResult result(Digest digest, Map<String, Integer> requests) {
    CopyEffort effort =
        new CopyEffort(
            requests,
            bytesSaved.get(),
            millis(Phase.LOOK),
            millis(Phase.BLOBS),
            millis(Phase.MANIFESTS));
    return new CopyResult(
        digest,
        manifests.get(),
        referrers.get(),
        copied.get(),
        mounted.get(),
        present.get(),
        bytesCopied.get(),
        effort);
  }

  void expect(int blobs, long bytes) {
    blobsTotal.addAndGet(blobs);
    bytesTotal.addAndGet(bytes);
  }

  void moved(int bytes) {
    bytesDone.addAndGet(bytes);
    bytesCopied.addAndGet(bytes);
  }

  /** Bytes came in that the target has already. */
  void leftOut(int bytes) {
    bytesLeftOut.addAndGet(bytes);
  }

  /**
   * A blob is sent from another place than was thought.
   *
   * @param bytes how much more of it the target has, or how much less if negative
   */
  void resumed(long bytes) {
    step();
    bytesDone.addAndGet(bytes);
  }

  /**
   * A blob was sent.
   *
   * @param saved bytes of it that the target had from an earlier attempt
   */
  void blobCopied(long saved) {
    step();
    copied.incrementAndGet();
    bytesSaved.addAndGet(saved);
  }

  void blobMounted(long bytes) {
    mounted.incrementAndGet();
    bytesSaved.addAndGet(bytes);
    bytesDone.addAndGet(bytes);
  }

  void blobPresent(long bytes) {
    present.incrementAndGet();
    bytesSaved.addAndGet(bytes);
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
