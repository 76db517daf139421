package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What promotions brought into a repository, line by line: in each the present image first, then
 * those before it, each digest once. The last so many of these stay, as their path says. Older
 * versions that came while a newer one was there are counted beside them.
 */
final class PromotionMemory {

  private final PromotionImages images;
  private final PathRows paths;

  PromotionMemory(PromotionImages images, PathRows paths) {
    this.images = images;
    this.paths = paths;
  }

  /**
   * An image in its place.
   *
   * @param place zero for the present one, or the last one of those that were behind
   * @param most how many stay besides that
   */
  record Place(PromotionImages.Row image, int place, int most, boolean kept) {

    /** Whether a newer version was there when it came: then it never was the present one. */
    boolean behind() {
      return image.behind() != null;
    }

    boolean present() {
      return place == 0 && !behind();
    }

    /** Why it stays, for people. */
    String reason() {
      String what =
          behind()
              ? "an older version than %s, which was there".formatted(image.behind())
              : present() ? "what is there now" : "rollback target %d of %d".formatted(place, most);
      return "promoted to %s by %s on %s (%s)"
          .formatted(
              image.stage(),
              image.path(),
              image.since().toString().substring(0, "2026-11-29".length()),
              what);
    }
  }

  /** What counts together. */
  private record Series(String line, boolean behind) {}

  /**
   * Every place of a repository, of each line those that were behind last.
   *
   * @param grace how long a path that is gone still keeps what it promoted
   */
  List<Place> of(Repository repository, Duration grace, Instant now) {
    Map<Series, List<PromotionImages.Row>> lines = new LinkedHashMap<>();
    Map<Series, Set<Digest>> seen = new HashMap<>();
    for (PromotionImages.Row row : images.broughtInto(repository)) {
      Series series = new Series(row.line(), row.behind() != null);
      if (seen.computeIfAbsent(series, _ -> new HashSet<>()).add(row.digest())) {
        lines.computeIfAbsent(series, _ -> new ArrayList<>()).add(row);
      }
    }
    Map<String, Optional<PathRows.Row>> known = new HashMap<>();
    List<Place> places = new ArrayList<>();
    for (List<PromotionImages.Row> line : lines.values()) {
      for (int place = 0; place < line.size(); place++) {
        PromotionImages.Row image = line.get(place);
        PathRows.Row path = known.computeIfAbsent(image.path(), paths::ever).orElse(null);
        int most = path == null ? image.keepLast() : path.path().keepLast();
        boolean kept = place <= most && !isLongGone(path, grace, now);
        places.add(new Place(image, place, Math.min(most, line.size() - 1), kept));
      }
    }
    places.sort(Comparator.comparing(Place::behind));
    return places;
  }

  private static boolean isLongGone(PathRows.@Nullable Row path, Duration grace, Instant now) {
    Instant retired = path == null ? null : path.retiredAt();
    return retired != null && !now.isBefore(retired.plus(grace));
  }
}
