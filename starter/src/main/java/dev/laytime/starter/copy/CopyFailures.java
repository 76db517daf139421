package dev.laytime.starter.copy;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.temporal.RootCause;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a copy failed, in words and as an exit code. */
final class CopyFailures {

  static final String AGAIN = "run the command again: blobs that have arrived are not copied twice";

  private CopyFailures() {}

  /**
   * @param attempted what was attempted, as in "mirror SRC → DST"
   * @param workflowId of the copy
   */
  static CommandFailure of(WorkflowFailedException failed, String attempted, String workflowId) {
    ApplicationFailure application = find(failed, ApplicationFailure.class);
    if (application != null) {
      Problem problem = problem(application, attempted, workflowId);
      return new CommandFailure(exitCode(application), problem, failed);
    }
    if (find(failed, TerminatedFailure.class) != null) {
      return failure(
          ExitCode.ERROR, attempted, "the copy was terminated: " + RootCause.text(failed), failed);
    }
    if (find(failed, TimeoutFailure.class) != null) {
      return failure(ExitCode.TIMEOUT, attempted, "the time for the copy is over", failed);
    }
    if (find(failed, CanceledFailure.class) != null) {
      return failure(ExitCode.ERROR, attempted, "the copy was cancelled", failed);
    }
    return failure(ExitCode.ERROR, attempted, RootCause.text(failed), failed);
  }

  private static Problem problem(ApplicationFailure failure, String attempted, String workflowId) {
    return detail(failure)
        .orElseGet(() ->
            new Problem(
                attempted,
                failure.getOriginalMessage(),
                "see what happened: temporal workflow show -w " + workflowId,
                null));
  }

  /** Another version's failure may have other details, or none. */
  private static Optional<Problem> detail(ApplicationFailure failure) {
    try {
      return type(failure).isEmpty() || failure.getDetails().getSize() == 0
          ? Optional.empty()
          : Optional.of(failure.getDetails().get(Problem.class));
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }

  private static ExitCode exitCode(ApplicationFailure failure) {
    return type(failure).map(CopyFailures::exitCode).orElse(ExitCode.ERROR);
  }

  /** No default: a new kind of failure must be given its exit code here. */
  private static ExitCode exitCode(FailureType type) {
    return switch (type) {
      case FORBIDDEN_ADDRESS, FORBIDDEN_IMAGE -> ExitCode.REFUSED;
      case TIMED_OUT -> ExitCode.TIMEOUT;
      case UNAUTHORIZED,
          DENIED,
          NOT_FOUND,
          UNSUPPORTED,
          CONTENT_MISMATCH,
          REFUSED,
          UNAVAILABLE,
          THROTTLED ->
          ExitCode.ERROR;
    };
  }

  private static Optional<FailureType> type(ApplicationFailure failure) {
    return Arrays.stream(FailureType.values())
        .filter(type -> type.name().equals(failure.getType()))
        .findFirst();
  }

  private static CommandFailure failure(
      ExitCode exitCode, String attempted, String cause, Throwable thrown) {
    return new CommandFailure(exitCode, new Problem(attempted, cause, AGAIN, null), thrown);
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> kind) {
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      if (kind.isInstance(next)) {
        return kind.cast(next);
      }
    }
    return null;
  }
}
