package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies one image with all that belongs to it.
 *
 * <p>It looks before it writes, so it can be run again at any time and moves only what is missing.
 * Blobs go first, then manifests that others name, then referrers, and last the image itself under
 * the target's tag: whoever sees the tag has everything.
 */
public final class ClosureCopy {

  private static final int BLOBS_AT_A_TIME = 4;

  private final ImageStore source;
  private final ImageStore target;
  private final CopyTracker tracker;

  public ClosureCopy(ImageStore source, ImageStore target, CopyTracker tracker) {
    this.source = source;
    this.target = target;
    this.tracker = tracker;
  }

  /**
   * What to copy, and under which name.
   *
   * @param digest of the manifest or index
   * @param platforms the only ones to copy; empty for all
   * @param referrers whether referrers come along
   * @param tag what shall name it at the target; null for only its digest
   * @param onlyAs the digest that it must have at the target; null for any
   */
  public record Selection(
      Digest digest,
      List<Platform> platforms,
      boolean referrers,
      @Nullable Tag tag,
      @Nullable Digest onlyAs) {}

  /**
   * Copies, in this thread and some virtual ones.
   *
   * @throws RegistryException what failed; the tag is then as it was
   * @throws InterruptedException if this thread was interrupted; the tag is then as it was
   */
  public CopyResult run(Selection selection) throws IOException, InterruptedException {
    Manifest image =
        new PlatformSelection(source, selection.platforms()).of(source.fetch(selection.digest()));
    checkDigest(image, selection.onlyAs());
    boolean present = target.hasManifest(image.descriptor());
    Closure closure =
        new ClosureWalk(source, target, selection.referrers(), tracker).of(image, present);
    tracker.expect(closure.blobs().size(), closure.bytes());
    Parallel.forEach(closure.blobs(), BLOBS_AT_A_TIME, this::copyBlob);
    for (Closure.Part part : closure.missing()) {
      write(part, null);
    }
    if (!present || !isTagged(selection.tag(), image.digest())) {
      write(new Closure.Part(image, false, false), selection.tag());
    }
    return tracker.result(image.digest());
  }

  private void copyBlob(Descriptor blob) throws IOException {
    if (target.has(blob)) {
      tracker.blobPresent(blob.size());
    } else if (target.mount(blob, source)) {
      tracker.blobMounted(blob.size());
    } else {
      try (InputStream content = new CountingInputStream(source.open(blob), tracker)) {
        target.write(blob, content);
      }
      tracker.blobCopied();
    }
  }

  private void write(Closure.Part part, @Nullable Tag tag)
      throws IOException, InterruptedException {
    failIfInterrupted();
    try {
      if (part.child()) {
        target.writeChild(part.manifest());
      } else {
        target.write(part.manifest(), tag);
      }
    } catch (RegistryException e) {
      throw e.isAboutMissingContent() ? collected(e) : e;
    }
    tracker.manifestWritten(part.referrer());
  }

  /** What was looked up or sent a moment ago can be gone again: the next attempt looks anew. */
  private static RegistryException collected(RegistryException e) {
    return new RegistryException(
        FailureType.UNAVAILABLE,
        e.what(),
        e.said(),
        "the registry lost a part while the rest was copied; the next attempt sends it again");
  }

  private static void failIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("The copy was cancelled");
    }
  }

  private boolean isTagged(@Nullable Tag tag, Digest digest) throws IOException {
    if (tag == null) {
      return true;
    }
    Optional<Descriptor> tagged = target.find(tag);
    return tagged.isPresent() && tagged.get().digest().equals(digest);
  }

  private void checkDigest(Manifest image, @Nullable Digest onlyAs) throws RegistryException {
    if (onlyAs != null && !onlyAs.equals(image.digest())) {
      throw new RegistryException(
          FailureType.REFUSED,
          "copy %s to %s@%s".formatted(image.digest(), target, onlyAs),
          "the target names another digest",
          "leave the digest out of the target, or ask for that digest");
    }
  }
}
