package dev.laytime.workflow;

import java.time.Duration;
import java.time.Instant;

/**
 * When a survey was made.
 *
 * @param begunAt when its first request was sent
 * @param took how long one look at the whole repository takes
 */
record SurveyTime(Instant begunAt, Duration took) {

  private static final Duration VALID = Duration.ofMinutes(10);

  static SurveyTime since(Instant begunAt) {
    return new SurveyTime(begunAt, Duration.between(begunAt, WorkflowClock.now()));
  }

  /** Whether nothing more may be taken away on it. */
  boolean isStale(Instant now) {
    return !now.isBefore(begunAt.plus(VALID));
  }
}
