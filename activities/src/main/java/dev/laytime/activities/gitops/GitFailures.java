package dev.laytime.activities.gitops;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.usage.FileTree.UnreadableException;
import io.temporal.failure.ApplicationFailure;
import java.util.Locale;

/** The one door at which Git's errors become Temporal's failures. */
final class GitFailures {

  private static final int LONGEST = 800;

  private GitFailures() {}

  static ApplicationFailure of(UnreadableException e, GitTargetSettings settings) {
    String what = "write to %s (Git target '%s')".formatted(settings.identity(), settings.name());
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof GitWriteException known) {
      return failure(known.type(), new Problem(what, text(known, ""), known.hint(), null));
    }
    String said = said(cause);
    FailureType type = type(said.toLowerCase(Locale.ROOT));
    return failure(type, new Problem(what, bounded(said), hint(type), null));
  }

  static ApplicationFailure failure(FailureType type, Problem problem) {
    return ApplicationFailure.newBuilder()
        .setMessage(problem.what() + ": " + problem.cause())
        .setType(type.name())
        .setNonRetryable(!type.retryable())
        .setDetails(problem)
        .build();
  }

  /** JGit tells these apart by words alone. */
  private static FailureType type(String said) {
    if (said.contains("not authorized")
        || said.contains("authentication is required")
        || said.contains("auth fail")
        || said.contains("no more authentication methods")
        || said.contains("server key did not validate")
        || said.contains("password in")) {
      return FailureType.UNAUTHORIZED;
    }
    if (said.contains("not permitted") || said.contains("403 ") || said.contains("forbidden")) {
      return FailureType.DENIED;
    }
    if (said.contains("do not have refs/heads") || said.contains("does not have refs/heads")) {
      return FailureType.REFUSED;
    }
    return said.contains("not found") ? FailureType.NOT_FOUND : FailureType.UNAVAILABLE;
  }

  private static String hint(FailureType type) {
    return switch (type) {
      case UNAUTHORIZED -> "check the target's password or key file, and its known hosts";
      case DENIED -> "let the target's login push to the repository";
      case REFUSED -> "push the branch once, or correct the target's branch";
      case NOT_FOUND -> "correct the target's URL; some servers say so where a login is missing";
      default -> "check that the worker reaches the server; it is tried again";
    };
  }

  private static String said(Throwable e) {
    String said = "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      said = text(cause, said);
    }
    return said;
  }

  private static String text(Throwable cause, String before) {
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (before.isEmpty()) {
      return message;
    }
    return before.contains(message) ? before : before + " (" + message + ")";
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
