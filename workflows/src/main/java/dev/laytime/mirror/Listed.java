package dev.laytime.mirror;

import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a listing of one repository's tags comes to.
 *
 * @param history tags that were there before anybody looked: remembered, and not brought
 * @param fresh tags that appeared since, to be looked up and brought
 * @param left how many of those are left for the next poll
 */
public record Listed(List<Tag> history, List<Tag> fresh, int left) {

  public Listed {
    history = List.copyOf(history);
    fresh = List.copyOf(fresh);
  }

  /**
   * Compares a listing with what is known. Tags that were never looked up come first, and then
   * those whose last lookup is the longest ago: what cannot be resolved keeps nothing else waiting.
   *
   * @param known every tag that is remembered; null where the repository was never listed
   * @param missed others that were looked up without an answer, and the poll that last did
   * @param most how many may be looked up by one poll
   */
  public static Listed of(
      Collection<Tag> listed, @Nullable Set<Tag> known, Map<Tag, Instant> missed, int most) {
    List<Tag> images = listed.stream().filter(tag -> !ReservedTags.isReserved(tag)).toList();
    if (known == null) {
      return new Listed(images, List.of(), 0);
    }
    List<Tag> fresh =
        images.stream()
            .filter(tag -> !known.contains(tag))
            .sorted(Comparator.comparing(tag -> missed.getOrDefault(tag, Instant.MIN)))
            .toList();
    int taken = Math.min(fresh.size(), most);
    return new Listed(List.of(), fresh.subList(0, taken), fresh.size() - taken);
  }
}
