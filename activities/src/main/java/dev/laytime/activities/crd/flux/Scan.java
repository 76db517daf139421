package dev.laytime.activities.crd.flux;

import org.jspecify.annotations.Nullable;

/**
 * What Flux says of its last look at a repository. Whether that asks for a look of ours at once is
 * decided as imagerepo-mirror decided it.
 *
 * @param revision another when the tags are others; empty where Flux does not say
 */
record Scan(String revision) {

  /** Whether one is asked for by an object that was not known before. */
  static boolean asksAtFirst(@Nullable Scan now) {
    return now != null && !now.revision().isEmpty();
  }

  /** Whether one is asked for by an object that was known. */
  static boolean asks(@Nullable Scan before, @Nullable Scan now) {
    return now != null && (before == null || !before.revision().equals(now.revision()));
  }
}
