package dev.laytime.promotion;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Instant;
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
 * @param lostSince since when what it gets is nowhere; null where it is somewhere, or unknown
 */
public record Destination(
    String stage,
    Reference target,
    Step step,
    @Nullable Digest previous,
    List<String> floating,
    List<String> left,
    String cause,
    @Nullable Instant lostSince) {

  public Destination {
    floating = List.copyOf(floating);
    left = List.copyOf(left);
  }

  /** One that lacks nothing. */
  public Destination(
      String stage,
      Reference target,
      Step step,
      @Nullable Digest previous,
      List<String> floating,
      List<String> left,
      String cause) {
    this(stage, target, step, previous, floating, left, cause, null);
  }

  /** After a step. */
  public Destination at(Step done) {
    return new Destination(stage, target, done, previous, floating, left, "", null);
  }

  /** After its floating tags were looked after. */
  public Destination follows(List<String> moved, List<String> leftAlone) {
    return new Destination(stage, target, step, previous, moved, leftAlone, "", null);
  }

  /** After something failed. */
  public Destination failed(String why, @Nullable Instant lost) {
    return new Destination(stage, target, step, previous, floating, left, why, lost);
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
