package dev.laytime.build;

import dev.laytime.image.Glob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whose names order a build, and how many in an hour.
 *
 * @param namespaces patterns of namespaces; {@code *} also fits objects that have none; empty for
 *     nobody's
 * @param sources patterns of sources of use; empty for none
 * @param perHour how many builds a namespace may begin by the rule in any hour; 0 for none
 * @param atOnce how many builds of a namespace may be under way, by whatever rules, when it begins
 *     one by this; {@link #USUAL_AT_ONCE} for 0
 */
public record BuildLimits(List<String> namespaces, List<String> sources, int perHour, int atOnce) {

  /** Half of a worker's slots, as these are by default. */
  public static final int USUAL_AT_ONCE = 2;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST = 1000;
  private static final int MOST_AT_ONCE = 100;

  /** Nobody's: only a person orders. */
  public static final BuildLimits NOBODY = new BuildLimits(List.of(), List.of(), 0);

  /**
   * @throws IllegalArgumentException if the number is out of its range
   */
  public BuildLimits {
    namespaces = List.copyOf(namespaces);
    sources = List.copyOf(sources);
    if (perHour < 0 || perHour > MOST) {
      throw new IllegalArgumentException("per-hour %d: expected 0 to %d".formatted(perHour, MOST));
    }
    if (atOnce < 0 || atOnce > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "at-once %d: expected 1 to %d".formatted(atOnce, MOST_AT_ONCE));
    }
    atOnce = atOnce == 0 ? USUAL_AT_ONCE : atOnce;
  }

  /** With as many at once as is usual. */
  public BuildLimits(List<String> namespaces, List<String> sources, int perHour) {
    this(namespaces, sources, perHour, USUAL_AT_ONCE);
  }

  /** Whether somebody's names count. */
  public boolean cover(Orderer orderer) {
    return matches(sources, orderer.source()) && matches(namespaces, orderer.namespace());
  }

  /**
   * When the next build may begin.
   *
   * @param begun when builds of the rule and the namespace were begun, in any order
   * @return the present where there is room; empty where there never is
   */
  public Optional<Instant> next(List<Instant> begun, Instant now) {
    if (perHour == 0) {
      return Optional.empty();
    }
    List<Instant> recent = recent(begun, now);
    return Optional.of(
        recent.size() < perHour ? now : recent.get(recent.size() - perHour).plus(HOUR));
  }

  /** How many more may begin now; 0 for none. */
  int left(List<Instant> begun, Instant now) {
    return Math.max(0, perHour - recent(begun, now).size());
  }

  private static List<Instant> recent(List<Instant> begun, Instant now) {
    return begun.stream().filter(at -> at.plus(HOUR).isAfter(now)).sorted().toList();
  }

  private static boolean matches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, text));
  }
}
