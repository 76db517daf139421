package dev.laytime.worker.health;

import io.grpc.Deadline;

/** Who polls, as the service sees it: this worker, or anyone. */
@FunctionalInterface
public interface QueuePollers {

  /**
   * Whether a task queue was polled of late by those who are meant.
   *
   * @throws io.grpc.StatusRuntimeException if the service does not answer by the deadline, refuses,
   *     or does not know ({@code UNIMPLEMENTED})
   */
  boolean seen(String taskQueue, Deadline deadline);
}
