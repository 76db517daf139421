package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays longer than its grace period. It only lengthens lives.
 *
 * @param repositories patterns of repositories below the stage's prefix, {@code *} within a path
 *     component and {@code **} across; empty for all
 * @param tags patterns of tags; empty for all
 * @param keepLast how many of the images that match stay in each repository, the last first seen
 *     first; null for none. Of a tie all stay
 * @param minAge how long each that matches stays from when it was first seen; null for no time
 * @param rollbackWindow how many of the image sets that each workload had before its present one
 *     stay; null for none
 * @param pulledWithin how long each that matches stays from when it was last pulled, by what the
 *     registry tells; null for no time
 */
public record RetentionRule(
    List<String> repositories,
    List<String> tags,
    @Nullable Integer keepLast,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration minAge,
    @Nullable Integer rollbackWindow,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration pulledWithin) {

  /**
   * @throws IllegalArgumentException if a number or a time is negative
   */
  public RetentionRule {
    repositories = List.copyOf(repositories);
    tags = List.copyOf(tags);
    if ((keepLast != null && keepLast < 0)
        || (minAge != null && minAge.isNegative())
        || (rollbackWindow != null && rollbackWindow < 0)
        || (pulledWithin != null && pulledWithin.isNegative())) {
      throw new IllegalArgumentException(
          "Expected keepLast, minAge, rollbackWindow and pulledWithin of 0 or more");
    }
  }

  /** One that does not ask who pulled. */
  public RetentionRule(
      List<String> repositories,
      List<String> tags,
      @Nullable Integer keepLast,
      @Nullable Duration minAge,
      @Nullable Integer rollbackWindow) {
    this(repositories, tags, keepLast, minAge, rollbackWindow, null);
  }

  /** One that keeps all that was pulled within a time. */
  public static RetentionRule pulledWithin(Duration window) {
    return new RetentionRule(List.of(), List.of(), null, null, null, window);
  }
}
