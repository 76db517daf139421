package dev.laytime.e2e.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activity.CopyProgress;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.ImageLocation;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A Temporal server with a worker, as a team runs them, and the command line beside them. */
record Team(TemporalServer temporal, LaytimeWorker worker, LaytimeCli cli) {

  private static final Duration SOON = Duration.ofSeconds(60);

  static Team start(Workspace workspace) {
    return start(workspace, List.of());
  }

  /** With options of the worker's. */
  static Team start(Workspace workspace, List<String> options) {
    TemporalServer temporal = TemporalServer.start(workspace);
    LaytimeWorker worker = LaytimeWorker.start(workspace, temporal, options);
    return new Team(temporal, worker, LaytimeCli.beside(workspace, worker));
  }

  /** What {@code -o json} said. */
  static JsonNode report(Execution execution) {
    try {
      return new ObjectMapper().readTree(execution.orThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Read " + execution.output(), e);
    }
  }

  /** Waits until the running copy to a target is as far as wished. */
  void awaitProgress(String target, Predicate<CopyProgress> wished) {
    Await.until("progress of the copy to " + target, SOON, () -> wished.test(progress(target)));
  }

  /** What the copy's last heartbeat said. */
  CopyProgress progress(String target) {
    WorkflowExecution copy =
        WorkflowExecution.newBuilder().setWorkflowId(workflowId(target)).build();
    var request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace("default")
            .setExecution(copy)
            .build();
    try {
      return temporal
          .client()
          .getWorkflowServiceStubs()
          .blockingStub()
          .describeWorkflowExecution(request)
          .getPendingActivitiesList()
          .stream()
          .filter(PendingActivityInfo::hasHeartbeatDetails)
          .map(activity -> read(activity.getHeartbeatDetails().getPayloads(0)))
          .findFirst()
          .orElse(CopyProgress.NOTHING);
    } catch (StatusRuntimeException notStarted) {
      return CopyProgress.NOTHING;
    }
  }

  /** The identity of the worker that carried out the copy to a target. */
  String copiedBy(String target) {
    List<HistoryEvent> events = temporal.client().fetchHistory(workflowId(target)).getEvents();
    long scheduled =
        events.stream()
            .filter(event ->
                event
                    .getActivityTaskScheduledEventAttributes()
                    .getTaskQueue()
                    .getName()
                    .equals(TaskQueues.COPY))
            .findFirst()
            .orElseThrow()
            .getEventId();
    return events.stream()
        .map(HistoryEvent::getActivityTaskStartedEventAttributes)
        .filter(started -> started.getScheduledEventId() == scheduled)
        .findFirst()
        .orElseThrow()
        .getIdentity();
  }

  static String workflowId(String target) {
    return WorkflowIds.copy(ImageLocation.parse(target));
  }

  private static CopyProgress read(Payload payload) {
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
        payload, CopyProgress.class, CopyProgress.class);
  }
}
