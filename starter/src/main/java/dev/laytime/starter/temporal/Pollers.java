package dev.laytime.starter.temporal;

import dev.laytime.workflow.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Whether a worker polls for our workflows. */
enum Pollers {
  /** One does, or did within the last minutes. */
  SOME,
  /** None. */
  NONE,
  /** This Temporal service cannot tell. */
  UNKNOWN;

  private static final Duration FRESH = Duration.ofMinutes(2);

  /**
   * @throws StatusRuntimeException if the service refuses, or does not answer in time
   */
  static Pollers of(WorkflowServiceStubs stubs, String namespace, Duration patience) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.LAYTIME))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    WorkflowServiceBlockingStub stub =
        stubs.blockingStub().withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return stub.describeTaskQueue(request).getPollersList().stream().anyMatch(Pollers::isFresh)
          ? SOME
          : NONE;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return UNKNOWN;
      }
      throw e;
    }
  }

  /**
   * Temporal lists pollers for minutes after they have gone; a live one asks again every minute.
   */
  private static boolean isFresh(PollerInfo poller) {
    Instant seen = Instant.ofEpochSecond(poller.getLastAccessTime().getSeconds());
    return seen.plus(FRESH).isAfter(Instant.now());
  }
}
