package dev.laytime.workflow;

import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.StageActivities;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The stubs through which a life reaches the ledger, its stage and other workflows. No attempts are
 * counted: time alone bounds a step, and the life itself waits before it tries the step again. An
 * attempt that is lost with its worker is missed in seconds.
 */
final class LifeActivities {

  /** What must not wait for a ledger that is down gives it so long. */
  static final Duration PROMPTLY = Duration.ofSeconds(10);

  /** What cannot go on without an answer gives it so long at a time. */
  static final Duration PATIENTLY = Duration.ofMinutes(1);

  /** One question to the ledger. */
  static final Duration QUESTION = Duration.ofSeconds(20);

  /** One message. */
  static final Duration SEND = Duration.ofSeconds(15);

  /** Requests to a registry heartbeat once a second. */
  static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private static final Duration MESSAGE = Duration.ofMinutes(2);
  private static final Duration REQUESTS = Duration.ofMinutes(2);
  private static final Duration WALK = Duration.ofMinutes(5);

  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private LifeActivities() {}

  static LedgerActivities ledger(Duration within, String summary) {
    return Workflow.newActivityStub(
        LedgerActivities.class,
        options(TaskQueues.LAYTIME, within, summary).setStartToCloseTimeout(QUESTION).build());
  }

  static MessageActivities messages(String summary) {
    return Workflow.newActivityStub(
        MessageActivities.class,
        options(TaskQueues.LAYTIME, MESSAGE, summary).setStartToCloseTimeout(SEND).build());
  }

  /** A few requests to the stage's registry. */
  static StageActivities stage(String summary) {
    return Workflow.newActivityStub(
        StageActivities.class,
        options(TaskQueues.REGISTRY, REQUESTS, summary).setHeartbeatTimeout(HEARTBEAT).build());
  }

  /** The same, as urgent as that. */
  static StageActivities stage(String summary, Urgency urgency) {
    return Workflow.newActivityStub(
        StageActivities.class,
        options(TaskQueues.REGISTRY, REQUESTS, summary)
            .setHeartbeatTimeout(HEARTBEAT)
            .setPriority(Priority.newBuilder().setPriorityKey(urgency.priority()).build())
            .build());
  }

  /** As many requests as a closure has manifests. */
  static StageActivities walking(String summary) {
    return Workflow.newActivityStub(
        StageActivities.class,
        options(TaskQueues.REGISTRY, WALK, summary).setHeartbeatTimeout(HEARTBEAT).build());
  }

  private static ActivityOptions.Builder options(String queue, Duration within, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToCloseTimeout(within)
        .setRetryOptions(RETRIES)
        .setSummary(summary);
  }
}
