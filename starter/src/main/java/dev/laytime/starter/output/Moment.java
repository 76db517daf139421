package dev.laytime.starter.output;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as people read them: to the second, in UTC. */
public final class Moment {

  private static final long MINUTES = 60;
  private static final long HOURS = 3600;
  private static final long DAYS = 86_400;

  private Moment() {}

  /** As in {@code 2026-11-21T07:00:00Z}. */
  public static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The same, and how far away it is: {@code …, in 3 d} or {@code …, 4 s ago}. */
  public static String text(Instant instant, Instant now) {
    return text(instant) + ", " + distance(instant, now);
  }

  /** How far away an instant is: {@code in 3 d}, {@code 4 s ago}, {@code now}. */
  public static String distance(Instant instant, Instant now) {
    long seconds = Duration.between(now, instant).toSeconds();
    if (seconds == 0) {
      return "now";
    }
    return seconds > 0 ? "in " + span(seconds) : span(-seconds) + " ago";
  }

  /** In the largest unit of which there are two or more. */
  private static String span(long seconds) {
    if (seconds >= 2 * DAYS) {
      return seconds / DAYS + " d";
    }
    if (seconds >= 2 * HOURS) {
      return seconds / HOURS + " h";
    }
    return seconds >= 2 * MINUTES ? seconds / MINUTES + " min" : seconds + " s";
  }
}
