package dev.laytime.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an errand ended, in plain strings: the message {@code outcome}.
 *
 * @param requestId the errand's
 * @param kind {@code copied}, {@code copy-failed}, {@code copy-forbidden}, {@code removed}, {@code
 *     not-removed}, {@code gone} or {@code moved}
 * @param digest what was copied, or must not be, or is under the name instead
 * @param reasons why not, for people
 * @param until when to come back, ISO-8601
 * @param untagged of a removal: whether the tag is gone
 * @param note of a removal: what stays and why
 * @param inDoubt of a removal: whether a request may still take effect
 */
public record Outcome(
    String requestId,
    String kind,
    @Nullable String digest,
    List<String> reasons,
    @Nullable String until,
    boolean untagged,
    String note,
    long releasedBytes,
    boolean inDoubt) {

  public Outcome {
    reasons = List.copyOf(reasons);
  }

  /** A copy that ended well. */
  public static Outcome copied(String requestId, String digest) {
    return new Outcome(requestId, "copied", digest, List.of(), null, false, "", 0, false);
  }

  /** A copy that ended badly. */
  public static Outcome copyFailed(String requestId, String cause, @Nullable String until) {
    return new Outcome(requestId, "copy-failed", null, List.of(cause), until, false, "", 0, false);
  }

  /** A copy that was refused for what it would have brought. */
  public static Outcome copyForbidden(String requestId, String digest, String cause) {
    return new Outcome(
        requestId, "copy-forbidden", digest, List.of(cause), null, false, "", 0, false);
  }

  /** A removal that was carried out. */
  public static Outcome removed(
      String requestId, boolean untagged, String note, long releasedBytes) {
    return new Outcome(
        requestId, "removed", null, List.of(), null, untagged, note, releasedBytes, false);
  }

  /** A deletion that found nothing to delete. */
  public static Outcome gone(String requestId, String note) {
    return new Outcome(requestId, "gone", null, List.of(), null, false, note, 0, false);
  }

  /** A removal that was refused, or failed. */
  public static Outcome notRemoved(
      String requestId, List<String> reasons, String retryAt, boolean inDoubt) {
    return new Outcome(requestId, "not-removed", null, reasons, retryAt, false, "", 0, inDoubt);
  }

  /** A removal that found something else under the name. */
  public static Outcome moved(String requestId, String digest) {
    return new Outcome(requestId, "moved", digest, List.of(), null, false, "", 0, false);
  }
}
