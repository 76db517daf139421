package dev.laytime.mirror;

import java.time.Duration;
import java.util.List;

/**
 * How often a mirror's source is looked at.
 *
 * @param every from {@link #SHORTEST} to {@link #LONGEST}, in whole seconds
 */
public record PollInterval(Duration every) {

  /** More often nobody's registry should be asked. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  /** Less often nobody would remember that it is. */
  public static final Duration LONGEST = Duration.ofDays(366);

  /** Shorter ones are spread by {@link #jitter} well enough. */
  private static final Duration SPREAD = Duration.ofHours(1);

  private static final Duration MOST_JITTER = Duration.ofMinutes(1);
  private static final int TENTH = 10;
  private static final int MIXER = 0x9E3779B9;

  /** Minutes and hours that divide an hour and a day: cron counts from the full hour. */
  private static final List<Integer> MINUTES = List.of(1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30);

  private static final List<Integer> HOURS = List.of(1, 2, 3, 4, 6, 8, 12);

  /** Days that come round at the same times of a week, a month or a year, at most so far apart. */
  private static final List<Days> DAYS =
      List.of(
          new Days(1, "0 0 * * *"),
          new Days(2, "0 0 */2 * *"),
          new Days(3, "0 0 */3 * *"),
          new Days(7, "0 0 * * 0"),
          new Days(16, "0 0 1,16 * *"),
          new Days(31, "0 0 1 * *"),
          new Days(92, "0 0 1 */3 *"),
          new Days(184, "0 0 1 */6 *"));

  private record Days(int most, String cron) {}

  /**
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public PollInterval {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Invalid interval %s: expected from %s to %s".formatted(every, SHORTEST, LONGEST));
    }
    every = Duration.ofSeconds(every.toSeconds());
  }

  /** The nearest interval that is allowed. */
  public static PollInterval nearest(Duration every) {
    Duration least = every.compareTo(SHORTEST) < 0 ? SHORTEST : every;
    return new PollInterval(least.compareTo(LONGEST) > 0 ? LONGEST : least);
  }

  /** How late a poll may begin, by chance, so that not all of them do at once. */
  public Duration jitter() {
    Duration tenth = every.dividedBy(TENTH);
    return tenth.compareTo(MOST_JITTER) < 0 ? tenth : MOST_JITTER;
  }

  /**
   * How far into each interval a mirror's polls begin: intervals are counted from the same instant,
   * so hundreds of mirrors that are polled by the hour would all be polled on the hour.
   */
  public Duration offset(String mirror) {
    return every.compareTo(SPREAD) < 0
        ? Duration.ZERO
        : Duration.ofSeconds(Math.floorMod(hash(mirror), every.toSeconds()));
  }

  /** Names that differ in their last digits alone have hashes that lie side by side. */
  private static int hash(String name) {
    int mixed = name.hashCode() * MIXER;
    return mixed ^ (mixed >>> Short.SIZE);
  }

  /**
   * In five fields of cron: as often, or the next less often that an hour, a day, a week, a month
   * or a year consists of. Where a month begins it may be sooner.
   */
  public String cron() {
    long minutes = every.plusSeconds(59).toMinutes();
    for (int step : MINUTES) {
      if (minutes <= step) {
        return step == 1 ? "* * * * *" : "*/%d * * * *".formatted(step);
      }
    }
    long hours = every.plusMinutes(59).toHours();
    for (int step : HOURS) {
      if (hours <= step) {
        return step == 1 ? "0 * * * *" : "0 */%d * * *".formatted(step);
      }
    }
    long days = every.plusHours(23).toDays();
    return DAYS.stream()
        .filter(step -> days <= step.most())
        .findFirst()
        .map(Days::cron)
        .orElse("0 0 1 1 *");
  }
}
