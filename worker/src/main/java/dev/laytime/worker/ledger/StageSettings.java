package dev.laytime.worker.ledger;

import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.List;

/**
 * A stage as configuration has it.
 *
 * @param deletionEnabled false for a stage that only observes
 * @param externalDelete patterns of repositories below the prefix whose external images may be
 *     deleted; empty for none
 * @param breaker the bounds to what leaves
 * @param vouchedBy the sources whose word counts for it; empty for all
 * @param sweepEvery from one sweep's start to the next
 * @param reaperWindow how long removals in one repository are gathered
 * @param dryRun whether nothing is written there whatever is decided
 */
public record StageSettings(
    String name,
    RepositoryPrefix prefix,
    boolean deletionEnabled,
    List<String> externalDelete,
    Duration gracePeriod,
    Duration quarantine,
    List<RetentionRule> retention,
    Breaker breaker,
    List<String> vouchedBy,
    Duration sweepEvery,
    Duration reaperWindow,
    boolean dryRun) {

  public StageSettings {
    externalDelete = List.copyOf(externalDelete);
    retention = List.copyOf(retention);
    vouchedBy = List.copyOf(vouchedBy);
  }

  StageSettings asIfDeleting() {
    return with(true, false);
  }

  /** The same, with nothing written there or not. */
  StageSettings dryRun(boolean now) {
    return with(deletionEnabled, now);
  }

  /** The same, where nothing leaves. */
  StageSettings observing() {
    return with(false, dryRun);
  }

  private StageSettings with(boolean deletion, boolean dry) {
    return new StageSettings(
        name,
        prefix,
        deletion,
        externalDelete,
        gracePeriod,
        quarantine,
        retention,
        breaker,
        vouchedBy,
        sweepEvery,
        reaperWindow,
        dry);
  }

  /** Whether deletion is switched on, and this is no dry run. */
  boolean deletes() {
    return deletionEnabled && !dryRun;
  }

  /**
   * Bounds to what leaves one repository within a window without a person's word.
   *
   * @param images at most so many
   * @param percent of a repository's images, from 10 images up
   */
  public record Breaker(int images, int percent, Duration window) {

    private static final int PERCENT_FROM = 10;
    private static final int ALL = 100;

    /** Whether a part is more than the percentage allows. */
    boolean isMost(long part, long all) {
      return all >= PERCENT_FROM && part * ALL > percent * all;
    }

    /** The same of what cannot be found: not even who allows all to leave means all to be lost. */
    boolean isTooMuchToMiss(long missed, long all) {
      return isMost(missed, all) || (all >= PERCENT_FROM && missed == all);
    }
  }
}
