package dev.laytime.build;

import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import java.util.List;
import java.util.Optional;

/**
 * Whether an alias may follow what was built. Builds are ordered by whoever names an old version:
 * that must not take an alias back to it. Pure.
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
    Optional<Version> version = Version.of(next);
    return present.stream()
        .filter(tag -> isLater(tag, version))
        .findFirst()
        .map(tag -> "%s stays with %s, which comes after %s".formatted(alias, tag, next))
        .orElse("");
  }

  /** What names no version comes neither before nor after. */
  private static boolean isLater(Tag present, Optional<Version> next) {
    Optional<Version> version = Version.of(present);
    return version.isPresent() && next.isPresent() && version.get().compareTo(next.get()) > 0;
  }
}
