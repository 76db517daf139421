package dev.laytime.worker.temporal;

import dev.laytime.worker.configuration.ConcurrencyProperties;
import dev.laytime.workflow.TaskQueues;
import io.temporal.spring.boot.WorkerOptionsCustomizer;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** Bounds what each queue's worker does at a time, and lets heartbeats through in time. */
final class WorkerTuning implements WorkerOptionsCustomizer {

  /** By heartbeats copies show their progress, and builds hear that they are not wanted. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** The first steps of a worker that has just started on a busy machine are no deadlock. */
  private static final Duration A_COLD_START = Duration.ofSeconds(10);

  private final ConcurrencyProperties concurrency;

  WorkerTuning(ConcurrencyProperties concurrency) {
    this.concurrency = concurrency;
  }

  @Override
  public WorkerOptions.Builder customize(WorkerOptions.Builder options) {
    return options;
  }

  @Override
  public WorkerOptions.Builder customize(
      WorkerOptions.Builder options, String workerName, String taskQueue) {
    return switch (taskQueue) {
      case TaskQueues.LAYTIME ->
          options
              .setMaxConcurrentActivityExecutionSize(concurrency.messages())
              .setDefaultDeadlockDetectionTimeout(A_COLD_START.toMillis());
      case TaskQueues.REGISTRY ->
          options.setMaxConcurrentActivityExecutionSize(concurrency.requests());
      case TaskQueues.COPY ->
          options
              .setMaxConcurrentActivityExecutionSize(concurrency.copies())
              .setMaxHeartbeatThrottleInterval(HEARTBEAT)
              .setDefaultHeartbeatThrottleInterval(HEARTBEAT);
      case TaskQueues.CLUSTER -> options.setMaxConcurrentActivityExecutionSize(concurrency.scans());
      case TaskQueues.GATE -> options.setMaxConcurrentActivityExecutionSize(concurrency.gates());
      case TaskQueues.SOURCE ->
          options.setMaxConcurrentActivityExecutionSize(concurrency.resolves());
      case TaskQueues.BUILD ->
          options
              .setMaxConcurrentActivityExecutionSize(concurrency.builds())
              .setMaxHeartbeatThrottleInterval(HEARTBEAT)
              .setDefaultHeartbeatThrottleInterval(HEARTBEAT);
      default -> options;
    };
  }
}
