package dev.laytime.build;

import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import java.util.List;

/**
 * Whether an alias may follow what was built. Builds are ordered by whoever names an old version:
 * that must not take an alias back to it. It moves only where it is certain that it goes forward.
 * Pure.
 */
public final class AliasMove {

  private AliasMove() {}

  /**
   * Why it may not.
   *
   * @param present the tags under which was built what the alias names now; none where we did not
   *     build it
   * @param next the tag of what was built now
   * @return for people; empty where it may
   */
  public static String refusal(Tag alias, List<Tag> present, Tag next) {
    if (present.isEmpty()) {
      return "%s stays: what it names was not built here".formatted(alias);
    }
    if (present.contains(alias)) {
      return "%s stays: it was built itself".formatted(alias);
    }
    Version version = Version.of(next).orElse(null);
    for (Tag tag : present) {
      if (version != null && compare(tag, version) > 0) {
        return "%s stays with %s, which comes after %s".formatted(alias, tag, next);
      }
    }
    // What is built anew under its tag takes its aliases along.
    boolean forward =
        present.contains(next)
            || (version != null
                && present.stream().anyMatch(tag -> compare(tag, version) < 0)
                && present.stream().noneMatch(tag -> isOf(tag, version)));
    return forward
        ? ""
        : "%s stays with %s: nothing tells that %s comes after it"
            .formatted(alias, present.getFirst(), next);
  }

  /** What names no version comes neither before nor after. */
  private static int compare(Tag tag, Version version) {
    return Version.of(tag).map(of -> of.compareTo(version)).orElse(0);
  }

  private static boolean isOf(Tag tag, Version version) {
    return Version.of(tag).filter(of -> of.compareTo(version) == 0).isPresent();
  }
}
