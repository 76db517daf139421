package dev.laytime.activities.build;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;

/**
 * How many workers in a row ended while they read the same source, as heartbeats tell. One that
 * ends a worker must not go on to end all of them; where workers end for another reason, that is no
 * fault of the source.
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
        BuildFailureKind.INFRASTRUCTURE,
        "%d workers ended while they read its source, one after the other; see why, and order it"
                .formatted(before)
            + " again");
  }

  /** Counts this attempt until it says how it ended, or that it goes on elsewhere. */
  Pulse pulse() {
    return new Pulse() {
      @Override
      public void run() {
        context.heartbeat(before + 1);
      }

      @Override
      public Runnable elsewhere() {
        return () -> context.heartbeat(0);
      }
    };
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
