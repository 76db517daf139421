package dev.laytime.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A wait for an instant or an event, whose timer says for what it waits. Closing ends the timer.
 */
final class Pause implements AutoCloseable {

  /** Never shorter, so that an instant gone by is not waited for over and over. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Temporal takes 400 bytes of summary at most. */
  private static final int LONGEST_SUMMARY = 120;

  private final CancellationScope scope;
  private boolean over;

  private Pause(@Nullable Duration length, String summary) {
    this.scope =
        Workflow.newCancellationScope(() -> {
          if (length != null) {
            Workflow.newTimer(length, named(summary)).handle((_, cancelled) -> ends(cancelled));
          }
        });
    scope.run();
  }

  /**
   * Begins to wait.
   *
   * @param until null for an event only
   */
  static Pause until(@Nullable Instant until, String summary) {
    return new Pause(until == null ? null : atLeast(until), summary);
  }

  private boolean ends(@Nullable RuntimeException cancelled) {
    over = cancelled == null;
    return over;
  }

  private static Duration atLeast(Instant until) {
    Duration left = Duration.between(WorkflowClock.now(), until);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private static TimerOptions named(String summary) {
    return TimerOptions.newBuilder()
        .setSummary(
            summary.length() <= LONGEST_SUMMARY
                ? summary
                : summary.substring(0, LONGEST_SUMMARY) + "…")
        .build();
  }

  /** Waits until the instant has come or the event has happened. */
  void await(Supplier<Boolean> event) {
    Workflow.await(() -> over || event.get());
  }

  /** Whether the instant has come. */
  boolean over() {
    return over;
  }

  @Override
  public void close() {
    if (!over) {
      scope.cancel();
    }
  }
}
