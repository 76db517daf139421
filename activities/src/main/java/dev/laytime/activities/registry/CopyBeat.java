package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activity.FailureType;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A copy's heartbeat, and whether its attempt still counts.
 *
 * <p>Temporal begins another attempt where it has not heard of this one for long, and a process
 * that stood still does not know. So an attempt that was silent for half that time is over for
 * good, whichever thread sees it first. That alone would not do: whether a heartbeat arrived nobody
 * tells, and not every clock runs on while a machine is stopped. So Temporal is asked before
 * anything shows.
 */
final class CopyBeat implements WatchedWork.Beat, Attempt {

  private final Runnable heartbeat;
  private final Runnable question;
  private final Duration longestSilence;
  private final LongSupplier nanoTime;
  private final String what;
  private volatile long lastBeat;
  private volatile boolean over;

  /**
   * @param heartbeat tells Temporal of the attempt, now or soon
   * @param question tells it now, and fails with what it answers
   * @param timeout after which Temporal begins another attempt
   * @param what is being done, for errors
   */
  CopyBeat(
      Runnable heartbeat, Runnable question, Duration timeout, LongSupplier nanoTime, String what) {
    this.heartbeat = heartbeat;
    this.question = question;
    this.longestSilence = timeout.dividedBy(2);
    this.nanoTime = nanoTime;
    this.what = what;
    this.lastBeat = nanoTime.getAsLong();
  }

  @Override
  public void beat() throws RegistryException {
    long now = nanoTime.getAsLong();
    failIfSilent(now);
    heartbeat.run();
    lastBeat = now;
  }

  @Override
  public void failIfOver() throws RegistryException {
    failIfSilent(nanoTime.getAsLong());
    ask();
    failIfSilent(nanoTime.getAsLong());
  }

  private void failIfSilent(long now) throws RegistryException {
    if (now - lastBeat > longestSilence.toNanos()) {
      over = true;
    }
    if (over) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          what,
          "Temporal heard nothing of this attempt for over %d s, and may have begun another"
              .formatted(longestSilence.toSeconds()),
          "see what stops the worker, or keeps it from Temporal");
    }
  }

  /** What Temporal answers comes wrapped, as if it had not. */
  private void ask() throws RegistryException {
    try {
      question.run();
    } catch (ActivityCompletionFailureException e) {
      if (e.getCause() instanceof ActivityCompletionException answer) {
        throw answer;
      }
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          what,
          "Temporal does not say whether another attempt has begun",
          "check that the worker reaches Temporal");
    }
  }
}
