package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState.Quarantined;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger remembers of an image that no registry can tell.
 *
 * @param epoch the last one that a life of this image wrote; 0 for none
 * @param quarantine where an earlier run left it in quarantine
 * @param lastObituary of an earlier life, for people; null for none
 * @param displaced what an earlier run still had to hold
 * @param learned whether what the digest is made of is written down
 * @param adopted whether a sweep found the image first, and no source is known to have named it
 */
public record Memory(
    long epoch,
    @Nullable Instant firstSeen,
    @Nullable Digest digest,
    @Nullable Reference source,
    @Nullable Pin pin,
    @Nullable Quarantined quarantine,
    @Nullable String lastObituary,
    List<Digest> displaced,
    boolean learned,
    boolean adopted) {

  public Memory {
    displaced = displaced == null ? List.of() : List.copyOf(displaced);
  }

  /** A memory of what no sweep found first. */
  public Memory(
      long epoch,
      @Nullable Instant firstSeen,
      @Nullable Digest digest,
      @Nullable Reference source,
      @Nullable Pin pin,
      @Nullable Quarantined quarantine,
      @Nullable String lastObituary,
      List<Digest> displaced,
      boolean learned) {
    this(
        epoch, firstSeen, digest, source, pin, quarantine, lastObituary, displaced, learned, false);
  }

  /** A memory of what is not learned, without anything that still needs a hold. */
  public Memory(
      long epoch,
      @Nullable Instant firstSeen,
      @Nullable Digest digest,
      @Nullable Reference source,
      @Nullable Pin pin,
      @Nullable Quarantined quarantine,
      @Nullable String lastObituary) {
    this(epoch, firstSeen, digest, source, pin, quarantine, lastObituary, List.of(), false);
  }
}
