package dev.laytime.workflow;

import dev.laytime.activity.RegistryActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The stubs through which a copy reaches registries: queues, timeouts and retries in one place. */
final class CopyActivities {

  /** Attempts are not counted: time alone ends them, so that a long outage costs only time. */
  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  private static final Duration RESOLVE_ATTEMPT = Duration.ofMinutes(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private CopyActivities() {}

  static RegistryActivities resolving(Duration remaining, String summary) {
    return Workflow.newActivityStub(
        RegistryActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.REGISTRY)
            .setScheduleToCloseTimeout(remaining)
            .setStartToCloseTimeout(RESOLVE_ATTEMPT)
            .setRetryOptions(RETRIES)
            .setSummary(summary)
            .build());
  }

  static RegistryActivities copying(Duration remaining, String summary) {
    return Workflow.newActivityStub(
        RegistryActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.COPY)
            .setScheduleToCloseTimeout(remaining)
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(RETRIES)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setSummary(summary)
            .build());
  }
}
