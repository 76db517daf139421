package dev.laytime.workflow;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failed activity means to a copy. */
final class CopyFailures {

  private CopyFailures() {}

  /** Until when the other side asks to be left alone, or null if that is not why it failed. */
  static @Nullable Instant throttledUntil(ActivityFailure failure) {
    if (failure.getCause() instanceof ApplicationFailure cause
        && cause.getType().equals(FailureType.THROTTLED.name())) {
      return problem(cause).until();
    }
    return null;
  }

  /** Why the copy itself failed, in one line. */
  static String text(TemporalFailure failure) {
    return failure instanceof ApplicationFailure cause
        ? cause.getOriginalMessage()
        : "the copy did not finish";
  }

  /** When trying the copy again makes sense, or null if the other side does not say. */
  static @Nullable Instant until(TemporalFailure failure) {
    return failure instanceof ApplicationFailure cause ? problem(cause).until() : null;
  }

  /** Who has forbidden what would have been copied, and why; null if that is not why it failed. */
  static @Nullable String forbiddance(TemporalFailure failure) {
    return failure instanceof ApplicationFailure cause
            && cause.getType().equals(FailureType.FORBIDDEN_IMAGE.name())
        ? problem(cause).cause()
        : null;
  }

  /** The failure with which the copy itself ends. */
  static TemporalFailure outcome(ActivityFailure failure, String what, Duration patience) {
    if (failure.getCause() instanceof CanceledFailure cancelled) {
      return cancelled;
    }
    if (failure.getCause() instanceof TimeoutFailure timeout) {
      return timedOut(what, patience, lastProblem(timeout.getCause()));
    }
    if (failure.getCause() instanceof ApplicationFailure cause) {
      return failure.getRetryState() == RetryState.RETRY_STATE_TIMEOUT
          ? timedOut(what, patience, problem(cause))
          : failed(cause.getType(), problem(cause));
    }
    return failure;
  }

  private static ApplicationFailure timedOut(String what, Duration patience, Problem last) {
    return failed(
        FailureType.TIMED_OUT.name(),
        new Problem(what + " within " + text(patience), last.cause(), last.hint(), null));
  }

  /** The failure of a copy whose time was over before it could try. */
  static ApplicationFailure timedOut(String what, Duration patience) {
    return timedOut(what, patience, lastProblem(null));
  }

  /** As people write it: 24h, 1h30m, 20s. */
  private static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static ApplicationFailure failed(String type, Problem problem) {
    return ApplicationFailure.newNonRetryableFailure(
        problem.what() + ": " + problem.cause(), type, problem);
  }

  private static Problem lastProblem(@Nullable Throwable last) {
    return last instanceof ApplicationFailure cause
        ? problem(cause)
        : new Problem(
            "copy",
            "no worker finished it",
            "look at the worker's health and log, then ask again or allow more time",
            null);
  }

  private static Problem problem(ApplicationFailure failure) {
    Problem problem = failure.getDetails().get(Problem.class);
    return problem != null
        ? problem
        : new Problem(
            "copy", failure.getOriginalMessage(), "the worker's log has the whole story", null);
  }
}
