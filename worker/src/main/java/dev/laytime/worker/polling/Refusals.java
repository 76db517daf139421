package dev.laytime.worker.polling;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** What Temporal answers to a wish that it does not fulfil. */
final class Refusals {

  private Refusals() {}

  /** The status of the innermost gRPC error; empty where there is none. */
  static Optional<Status> status(Throwable failure) {
    Status status = null;
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof StatusRuntimeException grpc) {
        status = grpc.getStatus();
      }
    }
    return Optional.ofNullable(status);
  }

  static boolean is(Throwable failure, Status.Code code) {
    return status(failure).filter(status -> status.getCode() == code).isPresent();
  }

  /** Whether the same wish may be fulfilled later. */
  static boolean isPassing(Throwable failure) {
    return status(failure).map(Status::getCode).filter(Refusals::isPassing).isPresent();
  }

  private static boolean isPassing(Status.Code code) {
    return switch (code) {
      case UNAVAILABLE,
          DEADLINE_EXCEEDED,
          RESOURCE_EXHAUSTED,
          ABORTED,
          CANCELLED,
          INTERNAL,
          UNKNOWN ->
          true;
      default -> false;
    };
  }
}
