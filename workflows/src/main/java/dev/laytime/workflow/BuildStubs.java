package dev.laytime.workflow;

import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildAttestActivities;
import dev.laytime.activity.BuildLedgerActivities;
import dev.laytime.activity.BuiltImageActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The stubs through which builds reach Git, builders, registries and the ledger. Time bounds a
 * step, no count of attempts does; the build itself waits before it tries the step again.
 */
final class BuildStubs {

  private static final Duration QUESTION = Duration.ofMinutes(1);
  private static final Duration SOURCE = Duration.ofMinutes(15);
  private static final Duration LOOK = Duration.ofMinutes(5);

  /** What follows on a build waits for it. */
  private static final Duration COMPARE = Duration.ofMinutes(5);

  /** All layers are read for it. */
  private static final Duration ATTEST = Duration.ofHours(1);

  /** What a builder gets besides its own time, to be told; to wait for a worker it has as much. */
  private static final Duration AROUND = Duration.ofMinutes(30);

  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private BuildStubs() {}

  static BuildLedgerActivities ledger(String summary) {
    return ledger(QUESTION, summary);
  }

  static BuildLedgerActivities ledger(Duration within, String summary) {
    return Workflow.newActivityStub(
        BuildLedgerActivities.class,
        options(TaskQueues.LAYTIME, within, summary)
            .setStartToCloseTimeout(LifeActivities.QUESTION)
            .build());
  }

  /** Elsewhere than builds, whose slots may all be taken for hours, and than what scans. */
  static BuildActivities asking(String summary) {
    return Workflow.newActivityStub(
        BuildActivities.class, beating(TaskQueues.SOURCE, SOURCE, summary).build());
  }

  static BuildActivities comparing(String summary) {
    return Workflow.newActivityStub(
        BuildActivities.class, beating(TaskQueues.SOURCE, COMPARE, summary).build());
  }

  static BuildActivities building(Duration timeout, String summary) {
    return Workflow.newActivityStub(
        BuildActivities.class,
        beating(TaskQueues.BUILD, timeout.plus(AROUND).multipliedBy(2), summary)
            .setStartToCloseTimeout(timeout.plus(AROUND))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  /** Behind neither builds nor Git: what is to end holds the place that others wait for. */
  static BuildActivities abandoning(String summary) {
    return Workflow.newActivityStub(
        BuildActivities.class,
        options(TaskQueues.REGISTRY, LOOK, summary).setStartToCloseTimeout(QUESTION).build());
  }

  static BuiltImageActivities looking(String summary) {
    return Workflow.newActivityStub(
        BuiltImageActivities.class, beating(TaskQueues.REGISTRY, LOOK, summary).build());
  }

  static BuildAttestActivities attesting(String summary) {
    return Workflow.newActivityStub(
        BuildAttestActivities.class, beating(TaskQueues.COPY, ATTEST, summary).build());
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
