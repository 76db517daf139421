package dev.laytime.worker.messages;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.temporal.GrpcErrors;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;

/** The one door at which errors of Temporal's client and of the ledger become failures. */
final class MessageFailures {

  private MessageFailures() {}

  /**
   * Does what was asked for.
   *
   * @param what is attempted, for people
   * @throws ApplicationFailure if Temporal or the ledger does not take it
   */
  static <T> T orFailure(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (WorkflowException | StatusRuntimeException e) {
      throw failure(
          FailureType.UNAVAILABLE,
          new Problem(what, said(e), "see whether Temporal and a worker are up", null),
          e);
    } catch (LedgerUnavailableException e) {
      throw failure(
          FailureType.UNAVAILABLE,
          new Problem(what, String.valueOf(e.getMessage()), "see to the ledger's database", null),
          e);
    } catch (BusyException e) {
      throw failure(
          FailureType.UNAVAILABLE,
          new Problem(what, String.valueOf(e.getMessage()), "it is asked again", null),
          e);
    } catch (Wishes.RefusedException e) {
      throw failure(
          FailureType.REFUSED,
          new Problem(what, String.valueOf(e.getMessage()), e.hint(), null),
          e);
    } catch (InvalidReferenceException e) {
      throw failure(
          FailureType.REFUSED,
          new Problem(what, String.valueOf(e.getMessage()), "the sender is at fault", null),
          e);
    }
  }

  private static ApplicationFailure failure(
      FailureType type, Problem problem, RuntimeException cause) {
    return ApplicationFailure.newBuilder()
        .setMessage(problem.what() + ": " + problem.cause())
        .setType(type.name())
        .setNonRetryable(!type.retryable())
        .setDetails(problem)
        .setCause(cause)
        .build();
  }

  /** What the innermost gRPC error says, or else the failure itself. */
  static String said(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof StatusRuntimeException grpc) {
        return GrpcErrors.text(grpc);
      }
    }
    return String.valueOf(failure.getMessage());
  }
}
