package dev.laytime.activities.build;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;

/**
 * How many workers in a row ended in the middle of the same work, as its heartbeats tell. A source
 * that ends a worker must not go on to end all of them.
 */
final class Deaths {

  private static final int MOST = 3;

  private final ActivityExecutionContext context;
  private final int before;

  private Deaths(ActivityExecutionContext context, int before) {
    this.context = context;
    this.before = before;
  }

  /** Before this attempt. */
  static Deaths before(ActivityExecutionContext context) {
    return new Deaths(context, context.getHeartbeatDetails(Integer.class).orElse(0));
  }

  boolean areTooMany() {
    return before >= MOST;
  }

  /** Why it is not tried again. */
  BuildFailure failure() {
    return BuildFailure.of(
        BuildFailureKind.USER_ERROR,
        "%d workers ended while they did this, one after the other: it is not tried again"
            .formatted(before));
  }

  /** Tells that the work goes on, and counts this attempt until it says how it ended. */
  Runnable pulse() {
    return () -> context.heartbeat(before + 1);
  }

  /** This worker lives, whatever the work came to. */
  void none() {
    try {
      context.heartbeat(0);
    } catch (ActivityCompletionException e) {
      // Nobody waits any more, so nobody counts.
    }
  }
}
