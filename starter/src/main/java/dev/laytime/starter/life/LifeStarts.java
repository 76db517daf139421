package dev.laytime.starter.life;

import dev.laytime.image.Reference;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;

/** How every sender starts a life. */
final class LifeStarts {

  private LifeStarts() {}

  static WorkflowOptions options(Reference image) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.LAYTIME)
        .setWorkflowId(WorkflowIds.life(image))
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(image.text())
        .build();
  }
}
