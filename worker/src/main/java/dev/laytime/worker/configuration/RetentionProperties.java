package dev.laytime.worker.configuration;

import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.worker.ledger.Workloads;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stays longer than its grace period.
 *
 * @param repositories patterns of repositories below the stage's prefix; empty for all
 * @param tags patterns of tags; empty for all
 * @param keepLast how many of those that match stay in each repository; null for none
 * @param minAge how long each that matches stays, as in {@code 7d}; null for no time
 * @param rollbackWindow how many image sets of each workload stay beside its present one; null for
 *     none
 * @param pulledWithin how long each that matches stays from when it was last pulled, as in {@code
 *     30d}; null for no time
 */
public record RetentionProperties(
    @DefaultValue List<String> repositories,
    @DefaultValue List<String> tags,
    @Nullable Integer keepLast,
    @Nullable String minAge,
    @Nullable Integer rollbackWindow,
    @Nullable String pulledWithin) {

  private static final Duration LONGEST_PULL = Duration.ofDays(365);

  /**
   * @throws IllegalArgumentException if it keeps nothing, or a value is out of range
   */
  public RetentionProperties {
    repositories = Require.patterns("repositories", repositories);
    tags = Require.patterns("tags", tags);
    minAge = Require.optional(minAge);
    pulledWithin = Require.optional(pulledWithin);
    if (keepLast == null && minAge == null && rollbackWindow == null && pulledWithin == null) {
      throw new IllegalArgumentException(
          "retention: expected keep-last, min-age, rollback-window, pulled-within or several of"
              + " them in each rule, as in keep-last: 3");
    }
    if (keepLast != null) {
      Require.atLeast("keep-last", keepLast, 1);
    }
    var _ = duration(minAge);
    var _ = window(pulledWithin);
    if (rollbackWindow != null) {
      Require.between("rollback-window", rollbackWindow, 1, Workloads.MOST_SETS);
    }
  }

  RetentionRule rule() {
    return new RetentionRule(
        repositories, tags, keepLast, duration(minAge), rollbackWindow, window(pulledWithin));
  }

  /** Whether it asks who pulled. */
  boolean asksWhoPulled() {
    return pulledWithin != null;
  }

  private static @Nullable Duration window(@Nullable String pulledWithin) {
    return pulledWithin == null
        ? null
        : Require.duration(
            "pulled-within", pulledWithin, LONGEST_PULL, "a pull is remembered for a year");
  }

  private static @Nullable Duration duration(@Nullable String minAge) {
    return minAge == null ? null : Require.duration("min-age", minAge);
  }
}
