package dev.laytime.worker.health;

import com.google.protobuf.Timestamp;
import dev.laytime.workflow.TaskQueues;
import io.grpc.Deadline;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/** Asks Temporal who polls, with {@code DescribeTaskQueue}. */
public final class DescribedPollers implements QueuePollers {

  /** A poll takes up to a minute, and a worker that does nothing else begins the next at once. */
  private static final Duration RECENT = UnseenQueues.RECENT;

  private final WorkflowClient client;
  private final InstantSource clock;
  private final Predicate<String> identities;

  /** Asks for this worker's polls. */
  public DescribedPollers(WorkflowClient client, InstantSource clock) {
    this(client, clock, client.getOptions().getIdentity()::equals);
  }

  private DescribedPollers(
      WorkflowClient client, InstantSource clock, Predicate<String> identities) {
    this.client = client;
    this.clock = clock;
    this.identities = identities;
  }

  /** Asks for the polls of all workers. */
  static DescribedPollers ofAnyone(WorkflowClient client, InstantSource clock) {
    return new DescribedPollers(client, clock, _ -> true);
  }

  @Override
  public boolean seen(String taskQueue, Deadline deadline) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
            .setTaskQueueType(typeOf(taskQueue))
            .build();
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadline(deadline)
        .describeTaskQueue(request)
        .getPollersList()
        .stream()
        .anyMatch(this::isMeantAndRecent);
  }

  private boolean isMeantAndRecent(PollerInfo poller) {
    return identities.test(poller.getIdentity())
        && instant(poller.getLastAccessTime()).isAfter(clock.instant().minus(RECENT));
  }

  private static TaskQueueType typeOf(String taskQueue) {
    return taskQueue.equals(TaskQueues.LAYTIME)
        ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY;
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
