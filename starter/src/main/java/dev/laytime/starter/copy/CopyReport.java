package dev.laytime.starter.copy;

import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.starter.output.ByteCount;
import dev.laytime.starter.output.Report;
import dev.laytime.workflow.ImageCopy.Order;
import io.temporal.api.common.v1.WorkflowExecution;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A copy that ended well, as {@code -o json} shows it.
 *
 * @param source where the image came from, normalised
 * @param target where it is now, normalised
 * @param digest what the target names now
 * @param platforms the only ones copied; empty for all
 * @param alreadyThere whether nothing had to be moved
 * @param manifestsCopied manifests and indexes written
 * @param referrersCopied how many of those are signatures, attestations and other referrers
 * @param blobsCopied blobs sent
 * @param blobsMounted blobs that the target's registry took from another of its repositories
 * @param blobsPresent blobs that the target had
 * @param bytesCopied bytes of the blobs sent
 * @param bytesSaved bytes of the blobs that the target had, or took from another repository
 * @param requests to registries, by method
 * @param workflowId the workflow that did it
 * @param runId its run
 */
public record CopyReport(
    String source,
    String target,
    Digest digest,
    List<Platform> platforms,
    boolean alreadyThere,
    int manifestsCopied,
    int referrersCopied,
    int blobsCopied,
    int blobsMounted,
    int blobsPresent,
    long bytesCopied,
    long bytesSaved,
    Map<String, Integer> requests,
    String workflowId,
    String runId)
    implements Report {

  private static final String ARCHIVE_NOTE =
      """
        note       the archive keeps neither the manifest of that digest nor what refers to it:
                   whoever loads it makes a manifest with a digest of its own
      """;

  static CopyReport of(Order order, CopyResult result, WorkflowExecution copy) {
    CopyEffort effort = result.effort() == null ? CopyEffort.UNKNOWN : result.effort();
    return new CopyReport(
        order.source().text(),
        order.target().text(),
        result.digest(),
        order.platforms(),
        result.movedNothing(),
        result.manifestsCopied(),
        result.referrersCopied(),
        result.blobsCopied(),
        result.blobsMounted(),
        result.blobsPresent(),
        result.bytesCopied(),
        effort.bytesSaved(),
        effort.requests(),
        copy.getWorkflowId(),
        copy.getRunId());
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    if (alreadyThere) {
      text.append("%s → %s: already there, nothing to do%n".formatted(source, target));
      text.append("  digest     %s%n".formatted(digest));
    } else {
      text.append("copied %s → %s%n".formatted(source, target));
      text.append("  digest     %s%n".formatted(digest));
      text.append("  manifests  %s%n".formatted(manifests()));
      text.append("  blobs      %s%n".formatted(blobs()));
      text.append("  bytes      %s%n".formatted(bytes()));
    }
    if (!platforms.isEmpty()) {
      text.append(platformNote());
    }
    if (target.startsWith(ImageLocation.DOCKER_ARCHIVE_PREFIX)) {
      text.append(ARCHIVE_NOTE);
    }
    return text.toString();
  }

  private String manifests() {
    return manifestsCopied
        + " copied"
        + (referrersCopied == 0 ? "" : ", " + referrersCopied + " of them referrers");
  }

  private String blobs() {
    return blobsCopied
        + " copied"
        + (blobsMounted == 0 ? "" : ", " + blobsMounted + " mounted")
        + (blobsPresent == 0 ? "" : ", " + blobsPresent + " already there");
  }

  private String bytes() {
    return bytesCopied < 1000
        ? bytesCopied + ""
        : String.format(Locale.ROOT, "%,d (%s)", bytesCopied, ByteCount.text(bytesCopied));
  }

  private String platformNote() {
    return """
      note       only %s: the digest differs from the source's index,
                 and signatures over that index do not hold for it
    """
        .formatted(String.join(", ", platforms.stream().map(Platform::toString).toList()));
  }
}
