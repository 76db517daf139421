package dev.laytime.workflow;

import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;

/**
 * How time passes in tests. While anything is under way it goes with this machine's clock; it skips
 * only while everything rests. So what a busy machine is slow at may outlast a short sleep.
 */
final class SkippedTime {

  /** What failed once is tried again in it. */
  private static final Duration WHILE = Duration.ofSeconds(2);

  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final int LOOKS = 300;

  private SkippedTime() {}

  /** Lets time pass, and what fell due in it come to rest. */
  static void pass(TestWorkflowEnvironment temporal, Duration time) {
    temporal.sleep(time);
    rest(temporal);
  }

  /** Lets everything that is under way come to rest. */
  static void settle(TestWorkflowEnvironment temporal) {
    rest(temporal);
    pass(temporal, WHILE);
  }

  /** Until a moment takes less time than it should: it was skipped. */
  private static void rest(TestWorkflowEnvironment temporal) {
    boolean skipped = false;
    for (int looks = 0; !skipped && looks < LOOKS; looks++) {
      long begun = System.nanoTime();
      temporal.sleep(MOMENT);
      skipped = System.nanoTime() - begun < MOMENT.toNanos() / 2;
    }
  }
}
