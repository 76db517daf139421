package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import java.util.List;

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
 */
public record CopyRequest(
    ImageLocation source,
    Digest digest,
    ImageLocation target,
    List<Platform> platforms,
    boolean referrers,
    boolean foreignLayers,
    boolean trusting) {

  public CopyRequest {
    platforms = List.copyOf(platforms);
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
