package dev.laytime.activities.registry.stage;

import dev.laytime.activity.RemoveResult;
import dev.laytime.image.Digest;
import java.util.List;

/** What a last look makes of a step: it may be taken, or this is how it ends without a DELETE. */
sealed interface Verdict {

  /** Nothing in the registry speaks against it. */
  record Go() implements Verdict {}

  /** A removal that was cut short left a placeholder at the tag: that is what has to go. */
  record Finish(Digest placeholder) implements Verdict {}

  /** It is not taken. */
  record Stop(RemoveResult result) implements Verdict {}

  /** What has to go is gone. */
  static Verdict absent() {
    return new Stop(new RemoveResult(RemoveResult.Outcome.ABSENT, List.of(), null));
  }

  /**
   * The image is another one by now.
   *
   * @param found what its own tag names
   */
  static Verdict moved(String reason, Digest found) {
    return new Stop(new RemoveResult(RemoveResult.Outcome.MOVED, List.of(reason), found));
  }

  /** Something must stay. */
  static Verdict objected(String reason) {
    return new Stop(new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of(reason), null));
  }
}
