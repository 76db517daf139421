package dev.laytime.mirror;

import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How many of the matching tags are kept a copy of.
 *
 * @param count from 1 to {@link #MOST}
 * @param by what makes one newer than another
 */
public record Newest(int count, By by) {

  /** The largest count. */
  public static final int MOST = 10_000;

  /** What makes one tag newer than another. */
  public enum By {
    /** A higher {@link Version}; tags without one are left out. */
    VERSION,

    /**
     * Having appeared later, as our listings tell; of those that came together the higher version.
     */
    FIRST_SEEN
  }

  /** Tags without a version last, and no two alike: the choice does not depend on the listing. */
  private static final Comparator<Tag> HIGHEST_FIRST =
      Comparator.comparing(
              (Tag tag) -> Version.of(tag).orElse(null),
              Comparator.nullsFirst(Comparator.<Version>naturalOrder()))
          .thenComparing(Comparator.naturalOrder())
          .reversed();

  private static final Comparator<SeenTag> LATEST_FIRST =
      Comparator.comparing(
              SeenTag::firstSeen, Comparator.nullsFirst(Comparator.<Instant>reverseOrder()))
          .thenComparing(SeenTag::tag, HIGHEST_FIRST);

  /**
   * @throws IllegalArgumentException if the count is none of those
   */
  public Newest {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "Invalid count %d of newest tags: expected from 1 to %d".formatted(count, MOST));
    }
  }

  List<Tag> of(Collection<SeenTag> tags) {
    return switch (by) {
      case VERSION ->
          tags.stream()
              .map(SeenTag::tag)
              .filter(tag -> Version.of(tag).isPresent())
              .sorted(HIGHEST_FIRST)
              .limit(count)
              .toList();
      case FIRST_SEEN -> tags.stream().sorted(LATEST_FIRST).limit(count).map(SeenTag::tag).toList();
    };
  }
}
