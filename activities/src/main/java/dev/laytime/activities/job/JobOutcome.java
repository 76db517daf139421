package dev.laytime.activities.job;

/** How a Job ended. */
public sealed interface JobOutcome {

  /**
   * It did what it was asked for.
   *
   * @param message what its program left for us; empty for nothing
   */
  record Succeeded(String message) implements JobOutcome {}

  /**
   * It did not.
   *
   * @param said in one line
   * @param log the last lines of its log, at most 2,000 characters; empty where there are none
   * @param step the name of the step that failed; empty where none did
   */
  record Failed(JobFailure failure, String said, String log, String step) implements JobOutcome {

    /** Of no step, or where it does not matter which. */
    public Failed(JobFailure failure, String said, String log) {
      this(failure, said, log, "");
    }

    /** The same, with another log. */
    Failed withLog(String other) {
      return new Failed(failure, said, other, step);
    }
  }
}
