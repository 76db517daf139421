package dev.laytime.workflow;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import org.jspecify.annotations.Nullable;

/** What a run hands on to the next one of the same workflow. From anybody else it is forged. */
final class HandedOn {

  static final String FORGED =
      "it is to go on from where no run of it stood; start it with its order alone";

  private HandedOn() {}

  /** Whether the run before has begun this one, and said what it goes on with. */
  static boolean isHandedOn() {
    WorkflowInfo info = Workflow.getInfo();
    return isContinued(
        info.getContinuedExecutionRunId().isPresent(), info.getAttempt(), info.getCronSchedule());
  }

  /** Whether this run was started with it by somebody, and not continued by the run before. */
  static boolean isForged(@Nullable Object carried) {
    return carried != null && !isHandedOn();
  }

  /**
   * What is retried or repeated by a schedule has a run before it, too, and is given what somebody
   * gave the first.
   */
  static boolean isContinued(boolean follows, int attempt, @Nullable String cron) {
    return follows && attempt <= 1 && (cron == null || cron.isEmpty());
  }

  /** The same; null where it is forged. */
  static <T> @Nullable T orNull(@Nullable T carried) {
    return isForged(carried) ? null : carried;
  }
}
