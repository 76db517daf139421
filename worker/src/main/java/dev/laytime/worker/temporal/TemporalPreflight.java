package dev.laytime.worker.temporal;

import dev.laytime.worker.startup.RefusedToStartException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes sure, before any worker polls, that there is a Temporal service with our namespace. */
final class TemporalPreflight {

  private static final Duration ONE_MORE_TRY = Duration.ofSeconds(1);

  private final WorkflowServiceStubs stubs;
  private final TemporalConnection temporal;
  private final Duration patience;

  /**
   * A check of one service.
   *
   * @param patience how long the service may take to answer
   */
  TemporalPreflight(WorkflowServiceStubs stubs, TemporalConnection temporal, Duration patience) {
    this.stubs = stubs;
    this.temporal = temporal;
    this.patience = patience;
  }

  /**
   * Asks for the namespace.
   *
   * @throws RefusedToStartException if the service does not answer in time, or refuses
   */
  void check() {
    try {
      describeNamespace(patience, true);
    } catch (StatusRuntimeException e) {
      throw refused(e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED ? whyNot(e) : e);
    }
  }

  private void describeNamespace(Duration deadline, boolean waitForReady) {
    var stub = stubs.blockingStub().withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    DescribeNamespaceRequest request =
        DescribeNamespaceRequest.newBuilder().setNamespace(temporal.namespace()).build();
    var _ = (waitForReady ? stub.withWaitForReady() : stub).describeNamespace(request);
  }

  /** A call that waits for a connection does not say why it got none; one that does not, does. */
  private StatusRuntimeException whyNot(StatusRuntimeException late) {
    try {
      describeNamespace(ONE_MORE_TRY, false);
      return late;
    } catch (StatusRuntimeException reason) {
      return reason;
    }
  }

  private RefusedToStartException refused(StatusRuntimeException e) {
    return new RefusedToStartException(
        "connect to Temporal at " + temporal.address(),
        GrpcErrors.text(e),
        hint(e.getStatus().getCode()),
        e);
  }

  private String hint(Status.Code code) {
    return switch (code) {
      case NOT_FOUND ->
          "create the namespace: temporal operator namespace create --namespace "
              + temporal.namespace();
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          "set spring.temporal.connection.api-key or .mtls to credentials that may use namespace "
              + temporal.namespace();
      default ->
          "start the service, correct laytime.temporal.address, or run with --embedded to bring"
              + " one along";
    };
  }
}
