package dev.laytime.starter.output;

import dev.laytime.activity.Problem;
import org.jspecify.annotations.Nullable;

/** Ends a command with an error that a person can act on. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final transient Problem problem;

  /** A failure with what was attempted, its cause and a hint. */
  public CommandFailure(ExitCode exitCode, Problem problem, @Nullable Throwable cause) {
    super(problem.what() + ": " + problem.cause() + "; " + problem.hint(), cause);
    this.exitCode = exitCode;
    this.problem = problem;
  }

  /** Something was tried and failed. */
  public static CommandFailure error(String what, String cause, String hint) {
    return new CommandFailure(ExitCode.ERROR, new Problem(what, cause, hint, null), null);
  }

  /** The command line is wrong. */
  public static CommandFailure usage(String what, String cause, String hint) {
    return new CommandFailure(ExitCode.USAGE, new Problem(what, cause, hint, null), null);
  }

  /** How the process ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What to tell. */
  public Problem problem() {
    return problem;
  }
}
