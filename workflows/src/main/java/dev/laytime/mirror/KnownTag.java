package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * One image below a polled rule's target, as it is known before its source is looked at.
 *
 * @param image in a stage, by tag
 * @param recorded what the source had when it was last found there; null for never
 * @param present whether it is in the stage under its name, and nothing else is under way
 * @param inStage what its life has or had; null where that is not known
 * @param copied whether our own copy brought that
 */
public record KnownTag(
    Reference image,
    @Nullable Digest recorded,
    boolean present,
    @Nullable Digest inStage,
    boolean copied) {

  /**
   * Whether what the source has now is to be brought. What is present shall be the same as there.
   * Anything else has left, waits in quarantine or is on its way by itself: it is brought for
   * something new only, and what was there when it was first looked at is nothing new. What
   * somebody else pushed, and the source never had, is theirs.
   */
  public boolean calls(Digest found) {
    boolean moved = recorded != null && !found.equals(recorded);
    boolean theirs = inStage != null && !copied && !inStage.equals(recorded);
    return !found.equals(inStage) && !theirs && (present || moved);
  }
}
