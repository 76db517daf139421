package dev.laytime.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What one source of use last said of an image.
 *
 * @param source its name
 * @param epoch the ledger's number of that source's scan; an older word is ignored
 * @param seenAt when that scan started
 * @param count how many objects name the image; 0 for none
 * @param strongest the weightiest reason, for people; empty where there is none
 * @param first the first ten objects, for people
 * @param keepsOnly whether it orders nothing: what is named is not the image but what it was copied
 *     from, or what it has in common with others; or nobody who names it may order it
 */
public record Word(
    String source,
    long epoch,
    Instant seenAt,
    int count,
    String strongest,
    List<String> first,
    boolean keepsOnly) {

  private static final Set<String> AWAITING = Set.of("cannot be pulled", "running");

  public Word {
    first = List.copyOf(first.subList(0, Math.min(first.size(), 10)));
  }

  /** A word that orders the image where anything names it. */
  public Word(
      String source, long epoch, Instant seenAt, int count, String strongest, List<String> first) {
    this(source, epoch, seenAt, count, strongest, first, false);
  }

  /** Whether a Pod needs the image now: where it is missing, that Pod waits for it. */
  boolean awaits() {
    return orders() && AWAITING.contains(strongest);
  }

  /** Whether the image must be there for it, and be brought where it is not. */
  public boolean orders() {
    return count > 0 && !keepsOnly;
  }
}
