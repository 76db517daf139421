package dev.laytime.lifecycle;

import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;

/** Delays that differ from image to image, so that thousands do not wake at once. */
public final class Spread {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 10;
  private static final int PARTS = 1000;

  private Spread() {}

  /** When to try again after so many failures in a row: 5 s, doubled each time, 1 h at most. */
  public static Instant retry(Reference image, int attempts, Instant now) {
    Duration delay = FIRST.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    Duration capped = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    return now.plus(capped).plus(of(image, capped.dividedBy(4)));
  }

  /** A part of a duration, from none to all of it, always the same for one image. */
  public static Duration of(Reference image, Duration whole) {
    return whole.multipliedBy(Math.floorMod(image.text().hashCode(), PARTS)).dividedBy(PARTS);
  }
}
