package dev.laytime.promotion;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a promotion is in one stage.
 *
 * @param stage its name
 * @param target the image there, by tag
 * @param step the last that is done
 * @param previous what the tag named before; null for nothing
 * @param floating the tags that were moved there
 * @param left tags that were not, each with the reason, for people
 * @param cause why it does not go on; empty where it does
 */
public record Destination(
    String stage,
    Reference target,
    Step step,
    @Nullable Digest previous,
    List<String> floating,
    List<String> left,
    String cause) {

  public Destination {
    floating = List.copyOf(floating);
    left = List.copyOf(left);
  }

  /** What is done one after the other; each may be done twice. */
  public enum Step {
    NONE,
    /** The closure is there by digest, with signatures and attestations. */
    COPIED,
    /** Its tag names it. */
    TAGGED,
    /** Floating tags name it, as far as they go forward. */
    FLOATED,
    /** The attestation of the promotion is there. */
    ATTESTED
  }
}
