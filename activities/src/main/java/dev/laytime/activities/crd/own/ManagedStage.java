package dev.laytime.activities.crd.own;

import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.List;

/**
 * What a {@code Stage} is.
 *
 * @param name of the object, and of the stage
 * @param deletion whether anything may leave
 * @param breaker the bounds to what leaves
 */
public record ManagedStage(
    String name,
    RepositoryPrefix prefix,
    List<RepositoryPrefix> aliases,
    boolean deletion,
    List<String> externalDelete,
    Duration gracePeriod,
    Duration quarantine,
    Duration sweepEvery,
    Duration reaperWindow,
    List<String> vouchedBy,
    Breaker breaker,
    List<RetentionRule> retention) {

  public ManagedStage {
    aliases = List.copyOf(aliases);
    externalDelete = List.copyOf(externalDelete);
    vouchedBy = List.copyOf(vouchedBy);
    retention = List.copyOf(retention);
  }

  /** At most so many images, and percent of a repository, within a time. */
  public record Breaker(int images, int percent, Duration window) {}
}
