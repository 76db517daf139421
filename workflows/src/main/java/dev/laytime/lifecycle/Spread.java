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
  private static final int TENTH = 10;
  private static final int MIXER = 0x9E3779B9;

  private Spread() {}

  /** When to try again after so many failures in a row: 5 s, doubled each time, 1 h at most. */
  public static Instant retry(Reference image, int attempts, Instant now) {
    Duration delay = FIRST.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    Duration capped = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    return now.plus(capped).plus(of(image, capped.dividedBy(4)));
  }

  /**
   * When to come back after so many refusals in a row: as asked after the first, then the time that
   * is asked for doubled each time, up to 1 h, or what is asked for where that is longer.
   */
  static Instant later(Reference image, Instant asked, int refusals, Instant now) {
    if (refusals <= 1) {
      return asked;
    }
    Duration pause = longer(Duration.between(now, asked), FIRST);
    Duration delay = pause.multipliedBy(1L << Math.min(refusals - 1, MOST_DOUBLINGS));
    Duration capped = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    return now.plus(longer(capped, pause)).plus(of(image, capped.dividedBy(4)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /**
   * What a grace period gets besides, of an image that a sweep found: those of a stage that is
   * taken over begin at once, and must not all leave at once.
   *
   * @return from none to a tenth of it: never less than the grace period
   */
  static Duration ofAdopted(Reference image, Duration gracePeriod) {
    // Names that differ in their last digits alone have hashes that lie side by side.
    int mixed = image.text().hashCode() * MIXER;
    return gracePeriod
        .dividedBy(TENTH)
        .multipliedBy(Math.floorMod(mixed ^ (mixed >>> Short.SIZE), PARTS))
        .dividedBy(PARTS);
  }

  /** A part of a duration, from none to all of it, always the same for one image. */
  public static Duration of(Reference image, Duration whole) {
    return whole.multipliedBy(Math.floorMod(image.text().hashCode(), PARTS)).dividedBy(PARTS);
  }
}
