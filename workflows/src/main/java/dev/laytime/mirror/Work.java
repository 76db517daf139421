package dev.laytime.mirror;

import dev.laytime.mirror.MirrorTarget.Owed;
import dev.laytime.mirror.MirrorTarget.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for an image, and what is in the way.
 *
 * @param owed what is to be done for it; null for nothing
 * @param kept why what the source has is not brought; empty where nothing holds it
 * @param trouble why the last attempts failed; null where they did not
 */
public record Work(@Nullable Owed owed, String kept, @Nullable Trouble trouble) {

  /** Nothing is to be done. */
  static final Work NONE = new Work(null, "", null);

  Work untroubled() {
    return new Work(owed, kept, null);
  }

  /** What was to be done is. */
  Work done() {
    return new Work(null, kept, null);
  }

  /** Trouble is that of what is to be done: without that there is none. */
  Work due(@Nullable Owed debt, String held) {
    return new Work(debt, held, debt == null ? null : trouble);
  }

  Work failed(@Nullable Owed debt, Trouble now) {
    return new Work(debt, kept, now);
  }
}
