package dev.laytime.starter.output;

/** How a command ends, for scripts. */
public enum ExitCode {
  /** Done. */
  OK(0),
  /** Tried and failed. */
  ERROR(1),
  /** The command line is wrong; nothing was tried. */
  USAGE(2),
  /** Asked to tell by its exit code: there is something to do. */
  CHANGES(3),
  /** A rule forbids it; nothing was tried. */
  REFUSED(5),
  /** The time allowed is over. */
  TIMEOUT(124),
  /** Ended by Ctrl-C. */
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process's exit status. */
  public int status() {
    return status;
  }
}
