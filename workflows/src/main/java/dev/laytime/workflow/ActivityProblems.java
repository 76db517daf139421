package dev.laytime.workflow;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Set;

/** What a failed activity says, for those who wait and try again. */
final class ActivityProblems {

  private static final Problem NO_WORKER =
      new Problem("", "no worker finished it in time", "look at the worker's health and log", null);

  private static final Set<String> FINAL =
      Set.of(
          FailureType.FORBIDDEN_IMAGE.name(),
          FailureType.FORBIDDEN_ADDRESS.name(),
          FailureType.UNSUPPORTED.name(),
          FailureType.REFUSED.name());

  private ActivityProblems() {}

  /**
   * The problem that it met.
   *
   * @throws CanceledFailure if it did not fail: the workflow is to end
   */
  static Problem of(ActivityFailure failure) {
    return switch (failure.getCause()) {
      case CanceledFailure cancelled -> throw cancelled;
      case ApplicationFailure cause -> detail(cause);
      case TimeoutFailure timeout when timeout.getCause() instanceof ApplicationFailure cause ->
          detail(cause);
      case null, default -> NO_WORKER;
    };
  }

  /** The problem in one line; what was attempted is told if the other side did not. */
  static String text(Problem problem, String attempted) {
    return (problem.what().isEmpty() ? attempted : problem.what()) + ": " + problem.cause();
  }

  static String text(ActivityFailure failure, String attempted) {
    return text(of(failure), attempted);
  }

  /** What a person is told who cannot be served now. */
  static ApplicationFailure unavailable(String what, String cause) {
    return ApplicationFailure.newFailure(
        cause, FailureType.UNAVAILABLE.name(), new Problem(what, cause, "ask again later", null));
  }

  /** What a person is told whose wish another person's word forbids. */
  static ApplicationFailure forbidden(String what, String word) {
    return ApplicationFailure.newFailure(
        word,
        FailureType.FORBIDDEN_IMAGE.name(),
        new Problem(what, word, "`laytime allow` takes that back", null));
  }

  /** Whether the other side never takes it. */
  static boolean isRefusal(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        && FailureType.REFUSED.name().equals(cause.getType());
  }

  /** Whether what was asked for is never done, whoever waits. Credentials may be given yet. */
  static boolean isFinal(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        && FINAL.contains(cause.getType());
  }

  /** Whether a registry says that something is not there. */
  static boolean isAbsence(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        && FailureType.NOT_FOUND.name().equals(cause.getType());
  }

  private static Problem detail(ApplicationFailure failure) {
    Problem problem = failure.getDetails().get(Problem.class);
    return problem != null
        ? problem
        : new Problem("", failure.getOriginalMessage(), "the worker's log has the story", null);
  }
}
