package dev.laytime.mirror;

import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of a repository's tags a mirror keeps a copy of. Bookkeeping is none of them.
 *
 * @param allow any of these; empty for all
 * @param deny none of these, whatever is allowed
 * @param newest how many of those; null for all
 */
public record Selection(List<TagPattern> allow, List<TagPattern> deny, @Nullable Newest newest) {

  /** Every tag. */
  public static final Selection ALL = new Selection(List.of(), List.of(), null);

  /** How many patterns either list may have. */
  public static final int MOST_PATTERNS = 100;

  /**
   * @throws IllegalArgumentException if there are more patterns than that
   */
  public Selection {
    if (allow.size() > MOST_PATTERNS || deny.size() > MOST_PATTERNS) {
      throw new IllegalArgumentException(
          "Invalid selection of tags: expected at most %d patterns, found %d and %d"
              .formatted(MOST_PATTERNS, allow.size(), deny.size()));
    }
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** Exactly one tag. */
  public static Selection of(Tag tag) {
    return new Selection(List.of(new TagPattern.Exact(tag)), List.of(), null);
  }

  /** The tags of a complete listing that are selected, each once, in the order of their names. */
  public List<Tag> of(Collection<SeenTag> listed) {
    List<Predicate<Tag>> allowing = allow.stream().map(TagPattern::matcher).toList();
    List<Predicate<Tag>> denying = deny.stream().map(TagPattern::matcher).toList();
    List<SeenTag> matching =
        listed.stream()
            .filter(seen -> !ReservedTags.isReserved(seen.tag()))
            .filter(seen -> allowing.isEmpty() || any(allowing, seen.tag()))
            .filter(seen -> !any(denying, seen.tag()))
            .toList();
    List<Tag> chosen =
        newest == null ? matching.stream().map(SeenTag::tag).toList() : newest.of(matching);
    return chosen.stream().distinct().sorted().toList();
  }

  private static boolean any(List<Predicate<Tag>> patterns, Tag tag) {
    return patterns.stream().anyMatch(pattern -> pattern.test(tag));
  }
}
