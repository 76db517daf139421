package dev.laytime.workflow;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/**
 * Workers of tests: on a busy machine a step of a second is no deadlock. There are hundreds of
 * them, and each has no more threads than it needs.
 */
public final class PatientWorker {

  private static final int POLLERS = 2;

  private static final WorkerOptions OPTIONS =
      WorkerOptions.newBuilder()
          .setDefaultDeadlockDetectionTimeout(Duration.ofMinutes(1).toMillis())
          // By a beat an activity learns that it was cancelled.
          .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
          .setMaxConcurrentWorkflowTaskPollers(POLLERS)
          .setMaxConcurrentActivityTaskPollers(POLLERS)
          .setUsingVirtualThreads(true)
          .build();

  private PatientWorker() {}

  /** A worker, not started. */
  public static Worker in(TestWorkflowEnvironment temporal, String queue) {
    return temporal.newWorker(queue, OPTIONS);
  }

  /** Ends all: nobody waits until their pollers have come to an end. */
  public static void end(TestWorkflowEnvironment temporal) {
    Thread.ofPlatform().daemon().name("closing a Temporal").start(temporal::close);
  }
}
