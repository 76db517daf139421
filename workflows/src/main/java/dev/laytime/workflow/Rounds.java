package dev.laytime.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the rounds of a loop begin: at fixed intervals from the last one's start, or when asked.
 * Rounds that fall due while one runs are left out. While paused none begins.
 */
final class Rounds {

  private static final int MOST = 50;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** So often a paused loop asks whether it is still meant. */
  private static final Duration PAUSED = Duration.ofHours(1);

  private boolean paused;
  private boolean asked;
  private boolean stirred;
  private int done;
  private @Nullable Instant lastStart;
  private Instant lastEnd;

  /** What an earlier run knew; an instant gone by as {@code next} is a round still to be done. */
  Rounds(boolean paused, @Nullable Instant lastStart, @Nullable Instant next) {
    this.paused = paused;
    this.lastStart = lastStart;
    this.lastEnd = WorkflowClock.now();
    this.asked = next != null && !next.isAfter(lastEnd);
  }

  void ask() {
    asked = true;
    stirred = true;
  }

  void pause() {
    paused = true;
    stirred = true;
  }

  void resume() {
    paused = false;
    stirred = true;
  }

  /** A reason to ask what is meant, and none to begin a round. */
  void look() {
    stirred = true;
  }

  boolean paused() {
    return paused;
  }

  /** Whether a round was asked for that has not begun. */
  boolean asked() {
    return asked;
  }

  int done() {
    return done;
  }

  @Nullable Instant lastStart() {
    return lastStart;
  }

  /** When the next round begins; null while paused. */
  @Nullable Instant next(Duration every) {
    if (paused) {
      return null;
    }
    if (asked || lastStart == null) {
      return WorkflowClock.now();
    }
    Duration interval = every.compareTo(SHORTEST) < 0 ? SHORTEST : every;
    long gone = Duration.between(lastStart, lastEnd).dividedBy(interval);
    return lastStart.plus(interval.multipliedBy(gone + 1));
  }

  boolean due(Duration every) {
    Instant next = next(every);
    return next != null && !next.isAfter(WorkflowClock.now());
  }

  /** Begins a round: the workflow's time before anything of it is ordered. */
  Instant begin() {
    Instant now = WorkflowClock.now();
    asked = false;
    lastStart = now;
    return now;
  }

  void end() {
    done++;
    lastEnd = WorkflowClock.now();
  }

  /** What comes from here on is a reason to look again. */
  void attend() {
    stirred = false;
  }

  boolean stirred() {
    return stirred;
  }

  /**
   * Waits for an instant or a message.
   *
   * @param until null while paused
   */
  void await(@Nullable Instant until, String summary) {
    try (Pause pause = Pause.until(until == null ? WorkflowClock.in(PAUSED) : until, summary)) {
      pause.await(() -> stirred);
    }
  }

  /** Whether the loop goes on in a new run. */
  boolean enough() {
    return (done >= MOST || Workflow.getInfo().isContinueAsNewSuggested())
        && Workflow.isEveryHandlerFinished();
  }
}
