package dev.laytime.worker.health;

import io.grpc.Deadline;

/** Who polls, as the service sees it. */
@FunctionalInterface
public interface QueuePollers {

  /**
   * Whether this worker polled a task queue of late.
   *
   * @throws io.grpc.StatusRuntimeException if the service does not answer by the deadline, refuses,
   *     or does not know ({@code UNIMPLEMENTED})
   */
  boolean seen(String taskQueue, Deadline deadline);
}
