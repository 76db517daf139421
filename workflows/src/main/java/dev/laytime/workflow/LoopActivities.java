package dev.laytime.workflow;

import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.StageActivities;
import dev.laytime.activity.UsageActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The stubs of scans and sweeps. What lists much heartbeats; what failed within its time waits for
 * the next round.
 */
final class LoopActivities {

  private static final Duration SHORT = Duration.ofMinutes(5);
  private static final Duration SCAN = Duration.ofMinutes(30);
  private static final Duration INVENTORY = Duration.ofHours(2);
  private static final Duration TELL = Duration.ofHours(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  private LoopActivities() {}

  static LedgerActivities ledger(String summary) {
    return Workflow.newActivityStub(
        LedgerActivities.class,
        options(TaskQueues.LAYTIME, SHORT, summary)
            .setStartToCloseTimeout(LifeActivities.QUESTION)
            .build());
  }

  static UsageActivities scanning(String source) {
    return Workflow.newActivityStub(
        UsageActivities.class, beating(TaskQueues.CLUSTER, SCAN, "scan " + source));
  }

  static MessageActivities telling(String summary) {
    return Workflow.newActivityStub(
        MessageActivities.class, beating(TaskQueues.LAYTIME, TELL, summary));
  }

  /** A few requests to a stage's registry. */
  static StageActivities stage(String summary) {
    return Workflow.newActivityStub(
        StageActivities.class, beating(TaskQueues.REGISTRY, SHORT, summary));
  }

  static StageActivities listing(String stage) {
    return Workflow.newActivityStub(
        StageActivities.class, beating(TaskQueues.REGISTRY, INVENTORY, "list " + stage));
  }

  private static ActivityOptions beating(String queue, Duration within, String summary) {
    return options(queue, within, summary).setHeartbeatTimeout(HEARTBEAT).build();
  }

  private static ActivityOptions.Builder options(String queue, Duration within, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToCloseTimeout(within)
        .setRetryOptions(RETRIES)
        .setSummary(summary);
  }
}
