package dev.laytime.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** The workflow's own time, the only one that replays. */
final class WorkflowClock {

  private WorkflowClock() {}

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  static Instant in(Duration span) {
    return now().plus(span);
  }

  static Instant runStarted() {
    return Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
  }
}
