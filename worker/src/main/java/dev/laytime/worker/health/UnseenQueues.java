package dev.laytime.worker.health;

import io.grpc.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The task queues of which Temporal sees no poll; one whose slots here are all taken is not polled,
 * and well.
 *
 * @param bound the longest that one answer may take
 */
record UnseenQueues(QueuePollers pollers, SlotsInUse slots, Duration bound) {

  /** What Temporal knows of a poll is forgotten, and seen anew, within this time. */
  static final Duration RECENT = Duration.ofMinutes(3);

  /**
   * Those among some.
   *
   * @throws io.grpc.StatusRuntimeException as {@link QueuePollers#seen}
   */
  List<String> among(Collection<String> taskQueues) {
    Deadline deadline = Deadline.after(bound.toMillis(), TimeUnit.MILLISECONDS);
    return taskQueues.stream()
        .filter(queue -> !slots.wereAllTakenWithin(RECENT, queue))
        .filter(queue -> !pollers.seen(queue, deadline))
        .toList();
  }
}
