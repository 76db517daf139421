package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one closure at one target.
 *
 * @param source where it is
 * @param digest of the manifest or index to copy, whatever the source's tag names by now
 * @param target where it shall be, under its tag or by its digest
 * @param platforms the only ones to copy; empty for all. One platform means that platform's own
 *     manifest, several an index of only those; either has a digest of its own
 * @param referrers whether signatures, attestations and other referrers come along
 * @param foreignLayers whether layers that their vendor keeps elsewhere come along, from there
 * @param trusting whether a tag that a copy wrote a while ago may be taken for unchanged, where the
 *     target's configuration allows that
 * @param expected what the target's tag may name instead when it is written; null for whatever it
 *     names
 */
public record CopyRequest(
    ImageLocation source,
    Digest digest,
    ImageLocation target,
    List<Platform> platforms,
    boolean referrers,
    boolean foreignLayers,
    boolean trusting,
    @Nullable ExpectedTag expected) {

  public CopyRequest {
    platforms = List.copyOf(platforms);
  }

  /** Whatever the target's tag names. */
  public CopyRequest(
      ImageLocation source,
      Digest digest,
      ImageLocation target,
      List<Platform> platforms,
      boolean referrers,
      boolean foreignLayers,
      boolean trusting) {
    this(source, digest, target, platforms, referrers, foreignLayers, trusting, null);
  }

  /** Without foreign layers and without trust. */
  public CopyRequest(
      ImageLocation source,
      Digest digest,
      ImageLocation target,
      List<Platform> platforms,
      boolean referrers) {
    this(source, digest, target, platforms, referrers, false, false);
  }
}
