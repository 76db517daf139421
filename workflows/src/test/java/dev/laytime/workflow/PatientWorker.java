package dev.laytime.workflow;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** Workers of tests: on a busy machine a step of a second is no deadlock. */
public final class PatientWorker {

  private static final WorkerOptions OPTIONS =
      WorkerOptions.newBuilder()
          .setDefaultDeadlockDetectionTimeout(Duration.ofMinutes(1).toMillis())
          .build();

  private PatientWorker() {}

  /** A worker for workflows, not started. */
  public static Worker in(TestWorkflowEnvironment temporal, String queue) {
    return temporal.newWorker(queue, OPTIONS);
  }
}
