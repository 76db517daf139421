package dev.laytime.activities.crd.imageoperator;

import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.TagPattern;
import org.jspecify.annotations.Nullable;

/**
 * What an object asks for, understood.
 *
 * @param version of the source: a tag, or a pattern where it has an {@code .x}
 * @param as what the one tag is called at the destination; null where the version is a pattern:
 *     then each has its own name there
 */
record Wish(Repository source, Repository destination, String version, @Nullable Tag as) {

  /**
   * What an object's spec says.
   *
   * @throws dev.laytime.image.InvalidReferenceException if an end is none
   */
  static Wish of(ImageSpec spec) {
    String version = spec.source().version();
    boolean pattern = isPattern(version);
    Tag _ = pattern ? Tag.LATEST : new Tag(version);
    return new Wish(
        Repository.parse(spec.source().name()),
        Repository.parse(spec.destination().name()),
        version,
        pattern ? null : new Tag(spec.destination().version()));
  }

  /** Whether a version is a pattern. */
  static boolean isPattern(String version) {
    return !version.isBlank() && new TagPattern.Versions(version, false).hasAnyNumber();
  }

  /** Whether the version is one. */
  boolean isPattern() {
    return as == null;
  }

  /**
   * Whether two of them may write the same tag of the same repository, and not for certain the same
   * image: two patterns of one source bring each tag from its namesake.
   */
  boolean collidesWith(Wish other) {
    if (!destination.equals(other.destination)) {
      return false;
    }
    if (as != null && other.as != null) {
      return as.equals(other.as);
    }
    if (as != null || other.as != null) {
      return as == null ? matches(version, other.as) : matches(other.version, as);
    }
    return version.equals(other.version)
        || (!source.equals(other.source) && Overlaps.have(version, other.version));
  }

  private static boolean matches(String pattern, @Nullable Tag tag) {
    return tag != null && new TagPattern.Versions(pattern, true).matcher().test(tag);
  }

  /** For people. */
  String text() {
    return "%s:%s".formatted(destination, as == null ? version : as);
  }
}
