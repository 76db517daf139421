package dev.laytime.workflow;

import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.StageActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The stubs through which a reaper looks, takes away and tells. */
final class ReaperActivities {

  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Duration HOLD = Duration.ofMinutes(2);
  private static final Duration SURVEY = Duration.ofMinutes(10);
  private static final Duration OUTCOME = Duration.ofHours(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  /** For how long one DELETE may take effect, besides the look before it. */
  private static final Duration REMOVE = Duration.ofMinutes(2);

  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  /** One activity is one DELETE: a second one would stand on the proof of the first. */
  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  private ReaperActivities() {}

  static LedgerActivities ledger(String summary) {
    return Workflow.newActivityStub(
        LedgerActivities.class,
        options(TaskQueues.LAYTIME, SHORT, RETRIES, summary)
            .setStartToCloseTimeout(LifeActivities.QUESTION)
            .build());
  }

  static MessageActivities telling(String summary) {
    return Workflow.newActivityStub(
        MessageActivities.class,
        options(TaskQueues.LAYTIME, OUTCOME, RETRIES, summary)
            .setStartToCloseTimeout(LifeActivities.SEND)
            .build());
  }

  static StageActivities surveying(String summary) {
    return Workflow.newActivityStub(
        StageActivities.class,
        options(TaskQueues.REGISTRY, SURVEY, RETRIES, summary)
            .setHeartbeatTimeout(HEARTBEAT)
            .build());
  }

  static StageActivities holding(String summary) {
    return Workflow.newActivityStub(
        StageActivities.class,
        options(TaskQueues.REGISTRY, HOLD, RETRIES, summary)
            .setHeartbeatTimeout(HEARTBEAT)
            .build());
  }

  /**
   * Takes one thing away.
   *
   * @param look how long it takes to look at the whole repository, as is done once more before
   */
  static StageActivities removing(String summary, Duration look) {
    return Workflow.newActivityStub(
        StageActivities.class,
        options(TaskQueues.REGISTRY, REMOVE.plus(look), ONCE, summary)
            .setHeartbeatTimeout(REMOVE)
            .build());
  }

  private static ActivityOptions.Builder options(
      String queue, Duration within, RetryOptions retries, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToCloseTimeout(within)
        .setRetryOptions(retries)
        .setSummary(summary);
  }
}
