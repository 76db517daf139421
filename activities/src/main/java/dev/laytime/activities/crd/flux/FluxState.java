package dev.laytime.activities.crd.flux;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.Set;

/**
 * How the mirror of an object stands.
 *
 * @param looked whether any look at its source has ended
 * @param matched how many tags it selects
 * @param current how many of those are copied
 * @param waiting how many are yet to be
 * @param failing how many could not be
 * @param unknown why its last look does not know all that the source has; empty where it does
 * @param cause what went wrong first; empty for nothing
 */
public record FluxState(
    boolean looked,
    int matched,
    int current,
    int waiting,
    int failing,
    String unknown,
    String cause) {

  static final String MIRRORED = "Mirrored";

  private static final String COPY_FAILED = "CopyFailed";
  private static final String SOURCE_UNKNOWN = "SourceUnknown";
  private static final Set<String> REASONS = Set.of(MIRRORED, COPY_FAILED, SOURCE_UNKNOWN);

  /** Nobody has looked yet. */
  public static final FluxState NONE = new FluxState(false, 0, 0, 0, 0, "", "");

  Verdict verdict(RepositoryPrefix target) {
    String tags = "%d of %d tags are copied to %s".formatted(current, matched, target);
    if (!looked) {
      return Verdict.reconciling("NotLookedYet", "its source was not looked at yet");
    }
    if (failing > 0) {
      return Verdict.stalled(
          COPY_FAILED, "%s, %d failed and are tried again%s".formatted(tags, failing, first()));
    }
    if (!unknown.isEmpty()) {
      return Verdict.stalled(SOURCE_UNKNOWN, "%s; %s".formatted(unknown, tags));
    }
    if (matched == 0) {
      return Verdict.reconciling(
          "NothingMatches", "its source has no tag that is copied; it is looked again" + first());
    }
    return waiting > 0
        ? Verdict.reconciling("Copying", tags)
        : Verdict.ready(MIRRORED, "all its tags are copied to " + target);
  }

  private String first() {
    return cause.isEmpty() ? "" : ": " + cause;
  }

  /** Whether two verdicts are the same for people: numbers that change are no news. */
  static boolean isSame(Verdict one, Verdict other) {
    return one.equals(other)
        || (one.reason().equals(other.reason()) && REASONS.contains(one.reason()));
  }
}
