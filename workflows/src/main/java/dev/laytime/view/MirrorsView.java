package dev.laytime.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/mirrors}: the mirrors that are polled, by name. */
public record MirrorsView(List<Mirror> mirrors) {

  public MirrorsView {
    mirrors = List.copyOf(mirrors);
  }

  /**
   * One mirror.
   *
   * @param counts of the images that it keeps a copy of; null for a rule that selects no tags
   * @param everySeconds how often its source is looked at
   * @param lastStart when the last poll began that has ended; null for none
   * @param lastEnd when that ended
   * @param failure why it did not get to the end; empty where it did
   * @param result what it came to, for people; empty for none
   * @param troubles how much of it could not be looked at, or copied; one more where it did not get
   *     to the end
   * @param next when the next one begins, or a waiting one goes on; null where none is known
   * @param waitsFor what a registry said that asks for patience; empty where none does
   * @param done whether it has nothing left to do until its order is another
   * @param resting whether its object is suspended or refused: what it kept stays kept
   * @param since when it came; null where nobody knows
   * @param causes what is wrong, the first ten
   */
  public record Mirror(
      String name,
      String source,
      String target,
      @Nullable Counts counts,
      long everySeconds,
      @Nullable Instant lastStart,
      @Nullable Instant lastEnd,
      String failure,
      String result,
      int troubles,
      @Nullable Instant next,
      String waitsFor,
      boolean done,
      boolean resting,
      @Nullable Instant since,
      List<String> causes) {
    public Mirror {
      causes = List.copyOf(causes);
    }
  }

  /**
   * How many images stand how; each that is selected is in one of the second to fifth.
   *
   * @param matched that are selected
   * @param current as they shall be
   * @param due yet to be brought, or on their way
   * @param failing that could not be looked up, or brought
   * @param left kept as they are: what the source has is not to be brought, or not yet
   * @param gone brought, and not at the source any more, whether selected or not
   * @param moved brought, and something else at the source by now
   */
  public record Counts(
      int matched, int current, int due, int failing, int left, int gone, int moved) {}
}
