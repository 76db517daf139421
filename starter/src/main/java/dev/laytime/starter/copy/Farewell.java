package dev.laytime.starter.copy;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.Problem;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.temporal.Connection;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What becomes of a copy whose command is interrupted. */
final class Farewell {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Connection connection;
  private final Screen screen;
  private final String attempted;

  Farewell(Connection connection, Screen screen, String attempted) {
    this.connection = connection;
    this.screen = screen;
    this.attempted = attempted;
  }

  /** Cancels a copy that would die with its worker; leaves any other running, and says so. */
  void to(WorkflowExecution copy) {
    if (connection.ownWorker()) {
      cancel(copy);
      tell("the copy was cancelled", CopyFailures.AGAIN);
    } else {
      tell(
          "the copy goes on as workflow " + copy.getWorkflowId(),
          "run the command again to follow it, or cancel it: " + cancelCommand(copy));
    }
  }

  /** What a person types to cancel a copy. */
  String cancelCommand(WorkflowExecution copy) {
    return "temporal workflow cancel -w %s --address %s --namespace %s"
        .formatted(
            copy.getWorkflowId(),
            connection.address(),
            connection.client().getOptions().getNamespace());
  }

  private void cancel(WorkflowExecution copy) {
    WorkflowStub stub = connection.client().newUntypedWorkflowStub(Copying.target(copy));
    try {
      stub.cancel();
      stub.getResult(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, CopyResult.class);
    } catch (WorkflowException | TimeoutException e) {
      // Cancelled, ended before, or deaf: its worker is ended next in any case.
      screen.detail("cancelled: " + e.getMessage());
    }
  }

  private void tell(String cause, String hint) {
    screen.error(new Problem(attempted + ": interrupted", cause, hint, null));
  }
}
