package dev.laytime.activity;

import dev.laytime.image.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of it.
 *
 * @param reasons why not, where it was not removed
 * @param found what the tag names instead, where it was moved
 */
public record RemoveResult(Outcome outcome, List<String> reasons, @Nullable Digest found) {

  public RemoveResult {
    reasons = List.copyOf(reasons);
  }

  /** How a removal can end. */
  public enum Outcome {
    /** The registry said so. */
    REMOVED,
    /** It was gone already. */
    ABSENT,
    /** The ledger knows a reason against it. */
    OBJECTED,
    /** The tag names something else by now. */
    MOVED,
    /** The registry does not do that. */
    UNSUPPORTED
  }
}
