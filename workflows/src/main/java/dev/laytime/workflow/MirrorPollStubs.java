package dev.laytime.workflow;

import dev.laytime.activity.MirrorActivities;
import dev.laytime.activity.MirrorCopyActivities;
import dev.laytime.activity.PollActivities;
import dev.laytime.activity.TagPollActivities;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The stubs of polls. A page comes after everything else that waits for the same workers: whoever
 * needs an image now goes first.
 */
final class MirrorPollStubs {

  private static final Duration LEDGER = Duration.ofMinutes(5);
  private static final Duration PAGE = Duration.ofMinutes(30);
  private static final Duration OFFERS = Duration.ofMinutes(30);
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  /** One image may take long, and a page ends with what it began. */
  private static final Duration COPIES = Duration.ofHours(6);

  private static final Duration COPY_HEARTBEAT = Duration.ofSeconds(20);

  /** Also after the copies of what earlier polls offered. */
  private static final Priority LAST =
      Priority.newBuilder().setPriorityKey(Urgency.REFRESH.priority() + 1).build();

  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  private MirrorPollStubs() {}

  static MirrorActivities ledger(String summary) {
    return Workflow.newActivityStub(
        MirrorActivities.class,
        options(TaskQueues.LAYTIME, LEDGER, summary)
            .setStartToCloseTimeout(LifeActivities.QUESTION)
            .build());
  }

  static MirrorActivities offering(String summary) {
    return Workflow.newActivityStub(
        MirrorActivities.class,
        options(TaskQueues.LAYTIME, OFFERS, summary).setHeartbeatTimeout(HEARTBEAT).build());
  }

  static PollActivities page(String summary) {
    return Workflow.newActivityStub(
        PollActivities.class,
        options(TaskQueues.REGISTRY, PAGE, summary)
            .setHeartbeatTimeout(HEARTBEAT)
            .setPriority(LAST)
            .build());
  }

  static TagPollActivities selection(String summary) {
    return Workflow.newActivityStub(
        TagPollActivities.class,
        options(TaskQueues.REGISTRY, PAGE, summary)
            .setHeartbeatTimeout(HEARTBEAT)
            .setPriority(LAST)
            .build());
  }

  /** One that was cancelled has ended before the next begins: none writes behind its back. */
  static MirrorCopyActivities copying(String summary) {
    return Workflow.newActivityStub(
        MirrorCopyActivities.class,
        options(TaskQueues.COPY, COPIES, summary)
            .setHeartbeatTimeout(COPY_HEARTBEAT)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setPriority(LAST)
            .build());
  }

  private static ActivityOptions.Builder options(String queue, Duration within, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToCloseTimeout(within)
        .setRetryOptions(RETRIES)
        .setSummary(summary);
  }
}
