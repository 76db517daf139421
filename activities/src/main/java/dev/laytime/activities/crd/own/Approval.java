package dev.laytime.activities.crd.own;

import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * An approval that an object says.
 *
 * @param requestId the same however often it is read, and no other object's
 * @param promotion the workflow's id
 * @param path by which it goes, as was seen; null where the object does not say it
 * @param gates the hash of the path and its gates, as seen; null where the object does not say it
 * @param gate null where the path has only one that wants approvals
 * @param proof how it is proven who says it; null where it is not
 */
public record Approval(
    String requestId,
    String promotion,
    Digest digest,
    @Nullable String path,
    @Nullable String gates,
    @Nullable String gate,
    String by,
    @Nullable String why,
    @Nullable String proof) {

  /** What becomes of one. */
  public sealed interface Heard {

    /** The promotion has it. */
    record Taken(boolean proven, String gate) implements Heard {}

    /** It never counts. */
    record Refused(String why) implements Heard {}

    /** It may be taken later. */
    record NotYet(String why) implements Heard {}
  }
}
