package dev.laytime.worker.messages;

import dev.laytime.workflow.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;

/** How workflows are started: one at a time under its id, and again once it has ended. */
final class Starts {

  /** Temporal takes summaries of 400 bytes at most; names alone can be longer. */
  private static final int LONGEST_SUMMARY = 300;

  private Starts() {}

  static WorkflowOptions.Builder of(String workflowId, String summary) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.LAYTIME)
        .setWorkflowId(workflowId)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary(bounded(summary));
  }

  private static String bounded(String summary) {
    return summary.length() <= LONGEST_SUMMARY
        ? summary
        : summary.substring(0, LONGEST_SUMMARY) + "…";
  }
}
