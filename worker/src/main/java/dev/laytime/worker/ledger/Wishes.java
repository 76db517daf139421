package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people decide and only the ledger holds. */
public interface Wishes {

  /**
   * Lets the removals of a breaker go, or has lives told what a sweep missed.
   *
   * @param expected how many the person saw
   * @throws RefusedException if there is no such breaker, or another count waits by now
   */
  Granted approveBreaker(String breaker, long expected, String by, Instant now);

  /**
   * Lets a held scan count.
   *
   * @param expected the scan's number that the person saw
   * @throws RefusedException if there is no such source, or its last scan is another or not held
   */
  Granted approveScan(String source, long expected, String by, Instant now);

  /**
   * Takes a source's row away: it no longer blocks, and names nothing.
   *
   * <p>Asked again for a source that was removed, it answers with the words that were not told yet.
   *
   * @throws RefusedException if there is no such source, or configuration still has it
   */
  Granted removeSource(String source, String by, Instant now);

  /**
   * Takes a stage although other installations have a record there.
   *
   * @throws RefusedException if there is no such stage
   */
  Granted adoptStage(String stage, String by, Instant now);

  /**
   * Has nothing leave a stage until somebody takes that back, or until an end. Said again, the
   * later word counts.
   *
   * @param until the first instant at which it is over; null for none
   * @throws RefusedException if there is no such stage, or the end is not in the future
   */
  Granted pauseStage(String stage, String by, String why, @Nullable Instant until, Instant now);

  /**
   * Takes a stage's pause back; nothing happens where it has none.
   *
   * @throws RefusedException if there is no such stage
   */
  Granted resumeStage(String stage, String by, Instant now);

  /**
   * Has an image brought into its stage no more. Said again for another reason, the later word
   * counts.
   *
   * @param image by tag or by digest; where it has both the digest is meant
   * @throws RefusedException if it lies in no stage, or its tag is bookkeeping
   */
  Granted forbid(Reference image, String by, String why, Instant now);

  /** Takes such a word back; nothing happens where there is none. */
  Granted allow(Reference image, String by, Instant now);

  /**
   * What follows from a wish.
   *
   * @param text for people
   * @param look lives that must decide again: {@link Telling#owed} has them until they were woken
   * @param unsay words to be told: the source names these images no longer
   */
  record Granted(String text, List<Reference> look, List<Telling.Said> unsay) {
    public Granted {
      look = List.copyOf(look);
      unsay = List.copyOf(unsay);
    }
  }

  /** A wish that cannot be granted. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean missing;
    private final String hint;

    /**
     * @param missing whether what was named is not there at all
     * @param hint what to do about it
     */
    public RefusedException(String message, boolean missing, String hint) {
      super(message);
      this.missing = missing;
      this.hint = hint;
    }

    /** Whether what was named is not there at all. */
    public boolean missing() {
      return missing;
    }

    /** What to do about it. */
    public String hint() {
      return hint;
    }
  }
}
