package dev.laytime.starter.copy;

import com.google.protobuf.Timestamp;
import dev.laytime.activity.CopyProgress;
import dev.laytime.activity.Problem;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.SearchAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a running copy by describing its workflow: that needs no worker's time. */
final class CopyLookout {

  private static final int PATIENCE_SECONDS = 3;

  private final WorkflowClient client;
  private final DataConverter converter;

  CopyLookout(WorkflowClient client) {
    this.client = client;
    this.converter = client.getOptions().getDataConverter();
  }

  /** Looks; empty where Temporal does not answer just now. */
  Optional<CopyLook> look(WorkflowExecution copy) {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(copy)
            .build();
    try {
      return Optional.of(
          seen(
              client
                  .getWorkflowServiceStubs()
                  .blockingStub()
                  .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                  .describeWorkflowExecution(request)));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private CopyLook seen(DescribeWorkflowExecutionResponse description) {
    boolean waiting = ImageCopy.State.THROTTLED.name().equals(state(description));
    for (PendingActivityInfo activity : description.getPendingActivitiesList()) {
      return new CopyLook(progress(activity), waiting, retry(activity));
    }
    return new CopyLook(null, waiting, null);
  }

  private @Nullable String state(DescribeWorkflowExecutionResponse description) {
    Payload state =
        description
            .getWorkflowExecutionInfo()
            .getSearchAttributes()
            .getIndexedFieldsMap()
            .get(SearchAttributes.STATE.getName());
    return state == null ? null : converter.fromPayload(state, String.class, String.class);
  }

  private @Nullable CopyProgress progress(PendingActivityInfo activity) {
    return activity.hasHeartbeatDetails()
        ? first(activity.getHeartbeatDetails(), CopyProgress.class)
        : null;
  }

  private CopyLook.@Nullable Retry retry(PendingActivityInfo activity) {
    if (!activity.hasLastFailure() || activity.getAttempt() < 2) {
      return null;
    }
    return new CopyLook.Retry(
        activity.getAttempt() - 1,
        cause(activity.getLastFailure()),
        isPausing(activity),
        next(activity));
  }

  /** The service in memory leaves an activity started while it waits for its next attempt. */
  private static boolean isPausing(PendingActivityInfo activity) {
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
        || instant(activity.getLastAttemptCompleteTime())
            .isAfter(instant(activity.getLastStartedTime()));
  }

  private String cause(Failure failure) {
    Problem problem =
        failure.getApplicationFailureInfo().hasDetails()
            ? first(failure.getApplicationFailureInfo().getDetails(), Problem.class)
            : null;
    return problem == null ? failure.getMessage() : problem.what() + ": " + problem.cause();
  }

  private static @Nullable Instant next(PendingActivityInfo activity) {
    return activity.hasNextAttemptScheduleTime()
        ? instant(activity.getNextAttemptScheduleTime())
        : null;
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private <T> @Nullable T first(Payloads payloads, Class<T> type) {
    try {
      return converter.fromPayloads(0, Optional.of(payloads), type, type);
    } catch (DataConverterException e) {
      // Another version's words: the copy goes on, only its progress stays untold.
      return null;
    }
  }
}
