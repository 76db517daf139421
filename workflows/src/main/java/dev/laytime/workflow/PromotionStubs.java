package dev.laytime.workflow;

import dev.laytime.activity.GateActivities;
import dev.laytime.activity.GitWriteActivities;
import dev.laytime.activity.PromotionActivities;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.StageActivities;
import dev.laytime.activity.VerifyActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The stubs through which promotions reach the ledger, registries, gates and Git. Time bounds a
 * step, and no count of attempts but in Git; the promotion itself waits before it tries the step
 * again.
 */
final class PromotionStubs {

  private static final Duration QUESTION = Duration.ofMinutes(1);
  private static final Duration REQUESTS = Duration.ofMinutes(2);
  private static final Duration VERIFICATION = Duration.ofMinutes(5);
  private static final Duration COPY = Duration.ofHours(6);
  private static final Duration WRITE = Duration.ofMinutes(10);

  /** What a gate's program or Job gets besides its own time, to begin and to be told. */
  private static final Duration AROUND = Duration.ofMinutes(15);

  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private PromotionStubs() {}

  static PromotionActivities ledger(String summary) {
    return ledger(QUESTION, summary);
  }

  static PromotionActivities ledger(Duration within, String summary) {
    return Workflow.newActivityStub(
        PromotionActivities.class,
        options(TaskQueues.LAYTIME, within, summary)
            .setStartToCloseTimeout(LifeActivities.QUESTION)
            .build());
  }

  static StageActivities looking(String summary) {
    return Workflow.newActivityStub(
        StageActivities.class, beating(TaskQueues.REGISTRY, REQUESTS, summary).build());
  }

  static VerifyActivities verifying(String summary) {
    return Workflow.newActivityStub(
        VerifyActivities.class, beating(TaskQueues.REGISTRY, VERIFICATION, summary).build());
  }

  static GateActivities running(Duration timeout, String summary) {
    return Workflow.newActivityStub(
        GateActivities.class, beating(TaskQueues.GATE, timeout.plus(AROUND), summary).build());
  }

  static RegistryActivities copying(String summary) {
    return Workflow.newActivityStub(
        RegistryActivities.class,
        beating(TaskQueues.COPY, COPY, summary)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  /** Once: what moved meanwhile is asked for before it is tried again. */
  static GitWriteActivities writing(String summary) {
    return Workflow.newActivityStub(
        GitWriteActivities.class,
        beating(TaskQueues.CLUSTER, WRITE, summary)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  private static ActivityOptions.Builder beating(String queue, Duration within, String summary) {
    return options(queue, within, summary).setHeartbeatTimeout(HEARTBEAT);
  }

  private static ActivityOptions.Builder options(String queue, Duration within, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToCloseTimeout(within)
        .setRetryOptions(RETRIES)
        .setSummary(summary);
  }
}
