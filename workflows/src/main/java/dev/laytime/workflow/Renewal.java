package dev.laytime.workflow;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Spread;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** When a life goes on in a new run, so that histories stay short and old code can be dropped. */
final class Renewal {

  private static final Duration OLDEST = Duration.ofDays(30);
  private static final Duration SPREAD = Duration.ofDays(3);

  private final Instant at;

  Renewal(Reference image) {
    this.at = WorkflowClock.runStarted().plus(OLDEST).plus(Spread.of(image, SPREAD));
  }

  /** At the latest. */
  Instant at() {
    return at;
  }

  boolean due() {
    return Workflow.getInfo().isContinueAsNewSuggested() || !WorkflowClock.now().isBefore(at);
  }
}
