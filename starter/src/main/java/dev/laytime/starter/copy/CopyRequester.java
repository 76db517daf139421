package dev.laytime.starter.copy;

import dev.laytime.starter.temporal.EndedRun;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.ImageCopy.Answer;
import dev.laytime.workflow.ImageCopy.Order;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/** Asks for a copy: starts it, or finds the one that has the target already. */
final class CopyRequester {

  private static final Duration GRACE = Duration.ofMinutes(1);

  private final WorkflowClient client;

  CopyRequester(WorkflowClient client) {
    this.client = client;
  }

  /** Asks, and waits for the answer; that needs a worker. */
  Copying ask(Order order) {
    return EndedRun.askAgainAfter(() -> once(order));
  }

  private Copying once(Order order) {
    ImageCopy copy = client.newWorkflowStub(ImageCopy.class, options(order));
    Answer answer =
        WorkflowClient.executeUpdateWithStart(
            copy::request,
            order,
            // Each ask has an id of its own: Temporal keeps the answer of a closed run under the
            // old.
            UpdateOptions.<Answer>newBuilder().setUpdateId(UUID.randomUUID().toString()).build(),
            new WithStartWorkflowOperation<>(copy::run, order));
    return new Copying(
        answer, Objects.requireNonNull(WorkflowStub.fromTyped(copy).getExecution(), "execution"));
  }

  private static WorkflowOptions options(Order order) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.LAYTIME)
        .setWorkflowId(WorkflowIds.copy(order.target()))
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        // Also where no worker ever takes it: nobody wants a tag written long after giving up.
        .setWorkflowExecutionTimeout(order.patience().plus(GRACE))
        .setStaticSummary("mirror " + order.source().text() + " → " + order.target().text())
        .build();
  }
}
