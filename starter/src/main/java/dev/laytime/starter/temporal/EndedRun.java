package dev.laytime.starter.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;

/**
 * An update-with-start finds a run or starts one; a run that ends in between answers with an error
 * although the next try would start another.
 */
public final class EndedRun {

  private static final int TRIES = 5;
  private static final String ENDED = "AcceptedUpdateCompletedWorkflow";

  private EndedRun() {}

  /** Asks, and asks again where the run that was found has ended meanwhile. */
  public static <T> T askAgainAfter(Supplier<T> ask) {
    for (int tried = 1; ; tried++) {
      try {
        return ask.get();
      } catch (WorkflowServiceException | WorkflowUpdateException e) {
        if (tried == TRIES || !ended(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean ended(RuntimeException thrown) {
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      boolean ended =
          switch (next) {
            case WorkflowNotFoundException _ -> true;
            case ApplicationFailure failure -> failure.getType().equals(ENDED);
            case StatusRuntimeException grpc ->
                grpc.getStatus().getCode() == Status.Code.NOT_FOUND
                    || grpc.getStatus().getCode() == Status.Code.ABORTED;
            default -> false;
          };
      if (ended) {
        return true;
      }
    }
    return false;
  }
}
