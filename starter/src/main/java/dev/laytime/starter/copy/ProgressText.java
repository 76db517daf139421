package dev.laytime.starter.copy;

import dev.laytime.activity.CopyProgress;
import dev.laytime.starter.output.ByteCount;
import java.time.Duration;
import java.time.Instant;

/** A running copy in one line. */
final class ProgressText {

  private static final int BAR = 20;
  private static final long PERCENT = 100;
  private static final long MILLIS = 1000;

  private ProgressText() {}

  /**
   * @param bytesPerSecond zero where it is not known
   */
  static String of(CopyLook look, long bytesPerSecond) {
    if (look.waiting()) {
      return "waiting: a registry asks for patience";
    }
    CopyProgress progress = look.progress();
    if (progress == null || progress.blobsTotal() == 0) {
      return "looking at source and target…";
    }
    return "%s %3d %%  %d/%d blobs  %s of %s%s"
        .formatted(
            bar(progress),
            percent(progress),
            progress.blobsDone(),
            progress.blobsTotal(),
            ByteCount.text(progress.bytesDone()),
            ByteCount.text(progress.bytesTotal()),
            bytesPerSecond == 0 ? "" : "  " + ByteCount.text(bytesPerSecond) + "/s");
  }

  /** A failed attempt; when the next one starts, while it has not. */
  static String of(CopyLook.Retry retry, Instant now) {
    String failed = "attempt %d failed: %s".formatted(retry.attempt(), retry.cause());
    if (!retry.pausing()) {
      return failed + "; trying again";
    }
    if (retry.nextAt() == null || !retry.nextAt().isAfter(now)) {
      return failed + "; trying again soon";
    }
    long millis = Duration.between(now, retry.nextAt()).toMillis();
    return "%s; next try in %d s".formatted(failed, (millis + MILLIS - 1) / MILLIS);
  }

  private static String bar(CopyProgress progress) {
    int full = (int) (percent(progress) * BAR / PERCENT);
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  /** More bytes than were known of may have been sent: then the rest is not known either. */
  private static long percent(CopyProgress progress) {
    long total = Math.max(progress.bytesTotal(), 1);
    return Math.clamp((long) ((double) progress.bytesDone() * PERCENT / total), 0, PERCENT);
  }
}
