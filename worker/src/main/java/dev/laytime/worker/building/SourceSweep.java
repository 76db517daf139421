package dev.laytime.worker.building;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which of what was fetched goes: what no rule is built of any more, and what was not used for
 * longest where all of it is too much. Pure.
 */
final class SourceSweep {

  /** What was used a moment ago may be used again before anybody can tell. */
  private static final Duration IDLE = Duration.ofHours(1);

  private SourceSweep() {}

  /**
   * What was fetched of a repository.
   *
   * @param name of its directory
   */
  record Fetched(String name, long bytes, Instant usedAt) {}

  /**
   * The names of those that go.
   *
   * @param named the directories of repositories that some rule is built of
   * @param most bytes that may stay
   */
  static List<String> leaving(List<Fetched> there, Set<String> named, long most, Instant now) {
    List<String> leaving = new ArrayList<>();
    long rest = there.stream().mapToLong(Fetched::bytes).sum();
    for (Fetched each : there.stream().sorted(Comparator.comparing(Fetched::usedAt)).toList()) {
      boolean orphan = !named.contains(each.name()) && !each.usedAt().plus(IDLE).isAfter(now);
      if (orphan || rest > most) {
        leaving.add(each.name());
        rest -= each.bytes();
      }
    }
    return leaving;
  }
}
