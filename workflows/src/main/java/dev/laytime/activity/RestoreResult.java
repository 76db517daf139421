package dev.laytime.activity;

import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What became of it.
 *
 * @param found what the image names now; null where the content is gone
 * @param missing what could not be put back, for people; null where nothing is known to be missing
 */
public record RestoreResult(Outcome outcome, @Nullable Digest found, @Nullable String missing) {

  /** With nothing missing, or all of it. */
  public RestoreResult(Outcome outcome, @Nullable Digest found) {
    this(outcome, found, null);
  }

  /** How a restore can end. */
  public enum Outcome {
    /** The tag was written, or a part that was gone. */
    RESTORED,
    /** It was there, with all its parts. */
    PRESENT,
    /** Somebody has put another image there: it stays. */
    OTHER,
    /** The content is gone, or a part of it that it cannot do without: no tag was written. */
    GONE
  }
}
