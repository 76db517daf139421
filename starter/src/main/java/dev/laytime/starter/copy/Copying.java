package dev.laytime.starter.copy;

import dev.laytime.workflow.ImageCopy.Answer;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowTargetOptions;

/**
 * What a request for a copy led to.
 *
 * @param answer of the run that has the target
 * @param execution that run
 */
record Copying(Answer answer, WorkflowExecution execution) {

  /** One run as the client wants it named. */
  static WorkflowTargetOptions target(WorkflowExecution run) {
    return WorkflowTargetOptions.newBuilder()
        .setWorkflowId(run.getWorkflowId())
        .setRunId(run.getRunId())
        .build();
  }
}
