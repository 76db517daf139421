package dev.laytime.activities.job;

import org.jspecify.annotations.Nullable;

/** How a Job stands, as its cluster shows it. */
sealed interface JobStanding {

  /** It goes on, as far as one can see. */
  record Underway() implements JobStanding {}

  /**
   * Something keeps its Pod from starting; it may pass.
   *
   * @param said in one line
   */
  record Hindered(JobFailure failure, String said) implements JobStanding {}

  /**
   * It is over.
   *
   * @param pod whose log tells more; null for none
   */
  record Over(JobOutcome outcome, @Nullable String pod) implements JobStanding {}
}
