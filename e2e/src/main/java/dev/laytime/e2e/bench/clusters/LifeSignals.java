package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.image.Reference;
import dev.laytime.workflow.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.EventType;

/** Counts what lives were told. */
record LifeSignals(TemporalServer temporal) {

  /** How many signals the life of an image has had; none where there is no life. */
  int of(Reference image) {
    try {
      return (int)
          temporal.client().fetchHistory(WorkflowIds.life(image)).getEvents().stream()
              .filter(
                  event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
              .count();
    } catch (StatusRuntimeException answer) {
      if (answer.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return 0;
      }
      throw answer;
    }
  }
}
