package dev.laytime.worker.step;

import dev.laytime.activities.job.CopyStep;
import dev.laytime.activities.job.JobTicks;
import dev.laytime.activities.registry.client.RegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How often a copy is tried, and when: again for as long as its step says, from its first failure
 * on, and never beyond its whole time. Each failure that is not the last is a line of the log.
 */
final class Tries {

  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 5;

  private final CopyStep step;
  private final JobTicks ticks;
  private final InstantSource clock;
  private final PrintStream log;

  Tries(CopyStep step, JobTicks ticks, InstantSource clock, PrintStream log) {
    this.step = step;
    this.ticks = ticks;
    this.clock = clock;
    this.log = log;
  }

  /** What is tried. */
  interface Work<T> {
    /**
     * Tries it.
     *
     * @param left of the whole time
     */
    T run(Duration left) throws IOException;
  }

  /**
   * Tries until it succeeds or nothing is gained by another try.
   *
   * @throws IOException the last failure
   */
  <T> T run(Work<T> work) throws IOException {
    long begun = ticks.nanos();
    Duration firstFailure = Duration.ZERO;
    for (int failures = 0; ; ) {
      try {
        return work.run(step.timeout().minus(since(begun)));
      } catch (IOException e) {
        failures++;
        Duration now = since(begun);
        firstFailure = failures == 1 ? now : firstFailure;
        Duration wait = wait(failures, e);
        Duration then = now.plus(wait);
        if (!mayFareBetter(e)
            || then.minus(firstFailure).compareTo(step.tryFor()) > 0
            || then.compareTo(step.timeout()) >= 0) {
          throw e;
        }
        log.printf("again in %d s: %s%n", wait.toSeconds(), oneLine(e));
        pause(wait);
      }
    }
  }

  private Duration since(long begun) {
    return Duration.ofNanos(ticks.nanos() - begun);
  }

  private static boolean mayFareBetter(IOException e) {
    return !(e instanceof RegistryException known) || known.type().retryable();
  }

  /** As long as the registry asks for, and at least twice as long as the last time. */
  private Duration wait(int failures, IOException e) {
    Duration grown = SHORTEST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration usual = grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    Instant until = until(e);
    Duration asked = until == null ? Duration.ZERO : Duration.between(clock.instant(), until);
    return asked.compareTo(usual) > 0 ? asked : usual;
  }

  private static @Nullable Instant until(IOException e) {
    return e instanceof RegistryException known ? known.until() : null;
  }

  private static String oneLine(IOException e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
  }

  private void pause(Duration wait) throws InterruptedIOException {
    try {
      ticks.pause(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while it waited to try again");
    }
  }
}
