package dev.laytime.worker.ledger;

import dev.laytime.activity.PollCount;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the images that mirrors keep copies of. */
public interface MirrorTargets {

  /** How a mirror stands; nothing of everything where it is not known. */
  Standing of(String mirror);

  /** What a mirror brought, the latest first, up to so many. */
  List<Copied> copied(String mirror, int limit);

  /**
   * How a mirror stands.
   *
   * @param count of its images
   * @param last the last twenty that were brought, the latest first
   * @param troubles ten of those that fail, by name
   * @param startedAt when the last poll began that has ended; null for none
   * @param endedAt when that ended
   * @param failure why it did not get to the end; empty where it did
   * @param throttledUntil for how long a poll waits because a registry asks for it; null where it
   *     does not
   * @param done whether it has nothing left to do until its order changes
   * @param polled what the last poll came to; nothing for none
   */
  record Standing(
      Count count,
      List<Copied> last,
      List<Failing> troubles,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      String failure,
      @Nullable Instant throttledUntil,
      boolean done,
      PollCount polled) {
    public Standing {
      last = List.copyOf(last);
      troubles = List.copyOf(troubles);
    }

    /** Why its last poll does not know all that the source has; empty where it does. */
    public String unknown() {
      return failure.isEmpty() && polled.unlisted() > 0
          ? "its source cannot be listed: " + String.join("; ", polled.causes())
          : failure;
    }

    /** Why some fail, the first ten; where none does, what else its last poll met. */
    public List<String> causes() {
      return troubles.isEmpty()
          ? polled.causes()
          : troubles.stream()
              .map(failing -> "%s: %s".formatted(failing.target(), failing.cause()))
              .toList();
    }

    /** How many images it selects. */
    public int matched() {
      return count.matched();
    }

    /** How many of those are as they shall be. */
    public int current() {
      return count.current();
    }

    /** How many of those are yet to be brought. */
    public int waiting() {
      return count.waiting();
    }

    /** How many could not be. */
    public int failing() {
      return count.failing();
    }
  }

  /**
   * How many images of a mirror stand how. Each that is selected is in one of the first four.
   *
   * @param current as they shall be
   * @param waiting owed, or on their way
   * @param failing owed, and the last attempt failed; or not looked up
   * @param left kept as they are: what the source has is not to be brought, or not yet
   * @param gone brought, and not at the source any more, whether selected or not
   * @param moved brought, and something else at the source by now
   */
  record Count(int current, int waiting, int failing, int left, int gone, int moved) {

    /** Nothing at all. */
    public static final Count NONE = new Count(0, 0, 0, 0, 0, 0);

    /** How many are selected. */
    public int matched() {
      return current + waiting + failing + left;
    }
  }

  /**
   * An image that was brought.
   *
   * @param digest of the source
   */
  record Copied(Reference source, Reference target, Digest digest, Instant copiedAt) {}

  /**
   * An image that could not be.
   *
   * @param count how often in a row
   * @param next no poll that begins before that tries again
   */
  record Failing(Reference target, String cause, int count, Instant next) {

    /** For people. */
    String text() {
      return "%s: %s (%s)".formatted(target, cause, times(count, next));
    }

    /** What fails the first time is tried by the next poll. */
    static String times(int count, Instant next) {
      return count <= 1
          ? "%d in a row".formatted(count)
          : "%d in a row, next attempt not before %s"
              .formatted(count, next.truncatedTo(ChronoUnit.SECONDS));
    }
  }
}
