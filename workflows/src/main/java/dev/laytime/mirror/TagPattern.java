package dev.laytime.mirror;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.Glob;
import dev.laytime.image.Tag;
import java.util.function.Predicate;

/**
 * Which tags are meant. Tenants write patterns: none of them takes longer than its length times the
 * tag's.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TagPattern.Exact.class, name = "exact"),
  @JsonSubTypes.Type(value = TagPattern.Wildcard.class, name = "wildcard"),
  @JsonSubTypes.Type(value = TagPattern.Regex.class, name = "regex"),
  @JsonSubTypes.Type(value = TagPattern.Range.class, name = "range"),
  @JsonSubTypes.Type(value = TagPattern.Versions.class, name = "versions"),
})
public sealed interface TagPattern {

  /** The longest text of a pattern. */
  int LONGEST = 256;

  /** Tells of any number of tags; made once for all of them. */
  Predicate<Tag> matcher();

  /** One tag. */
  record Exact(Tag tag) implements TagPattern {

    @Override
    public Predicate<Tag> matcher() {
      return tag::equals;
    }
  }

  /** Tags that fit a pattern of {@link Glob}. */
  record Wildcard(String glob) implements TagPattern {

    /**
     * @throws IllegalArgumentException if there is nothing in it, or too much
     */
    public Wildcard {
      requireLength("glob", glob);
    }

    @Override
    public Predicate<Tag> matcher() {
      return tag -> Glob.matches(glob, tag.value());
    }
  }

  /** Tags that a regular expression of RE2 fits as a whole. */
  record Regex(String regex) implements TagPattern {

    /**
     * @throws IllegalArgumentException if it is none, or too large
     */
    public Regex {
      requireLength("regex", regex);
      var _ = RegularExpressions.wholeTag(regex);
    }

    @Override
    public Predicate<Tag> matcher() {
      return RegularExpressions.wholeTag(regex);
    }
  }

  /**
   * Tags that name a semantic version in a range, as {@code >=1.2 <2} or {@code ^1.2}. Prereleases
   * are in it only where it names one itself.
   */
  record Range(String range) implements TagPattern {

    /**
     * @throws IllegalArgumentException if it is none
     */
    public Range {
      requireLength("range", range);
      var _ = SemanticRange.parse(range);
    }

    @Override
    public Predicate<Tag> matcher() {
      return SemanticRange.parse(range);
    }
  }

  /**
   * Image-operator's patterns: {@code 2.13.x}, where {@code .x} is any number, in any place, and
   * everything else is taken as it is. A tag may have a {@code v} more in front.
   *
   * @param candidates whether {@code -rc} and a number may follow, where there is an {@code .x}
   */
  record Versions(String pattern, boolean candidates) implements TagPattern {

    /**
     * @throws IllegalArgumentException if there is nothing in it, or too much
     */
    public Versions {
      requireLength("version", pattern);
    }

    @Override
    public Predicate<Tag> matcher() {
      return RegularExpressions.versions(pattern, candidates);
    }

    /** Whether any number is in it: {@code 1.xenial} is a word. */
    public boolean hasAnyNumber() {
      return RegularExpressions.isOpen(pattern);
    }
  }

  private static void requireLength(String kind, String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "Invalid %s: expected 1 to %d characters, found %d"
              .formatted(kind, LONGEST, text.strip().length()));
    }
  }
}
