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

/** Asks Temporal who polls, with {@code DescribeTaskQueue}. */
public final class DescribedPollers implements QueuePollers {

  /** A poll takes up to a minute, and a worker that does nothing else begins the next at once. */
  private static final Duration RECENT = PollersHealthIndicator.RECENT;

  private final WorkflowClient client;
  private final InstantSource clock;

  public DescribedPollers(WorkflowClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
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
        .anyMatch(this::isOursAndRecent);
  }

  private boolean isOursAndRecent(PollerInfo poller) {
    return poller.getIdentity().equals(client.getOptions().getIdentity())
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
