package dev.laytime.worker.health;

import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Finds the task queues that nobody polls. One whose slots here are all taken is not polled, and
 * well. Where the service cannot say who polls, this worker's own state does.
 */
final class UnpolledQueues implements QueueTrouble {

  private final QueuePollers anyone;
  private final Predicate<String> polledHere;
  private final SlotsInUse slots;
  private final Duration bound;

  /**
   * @param anyone knows the polls of all workers
   * @param polledHere whether this worker polls a queue as far as it knows itself
   * @param bound the longest that one answer may take
   */
  UnpolledQueues(
      QueuePollers anyone, Predicate<String> polledHere, SlotsInUse slots, Duration bound) {
    this.anyone = anyone;
    this.polledHere = polledHere;
    this.slots = slots;
    this.bound = bound;
  }

  @Override
  public Map<String, String> on(Collection<String> taskQueues) {
    try {
      Deadline deadline = Deadline.after(bound.toMillis(), TimeUnit.MILLISECONDS);
      return unpolled(
          taskQueues,
          queue ->
              slots.wereAllTakenWithin(PollersHealthIndicator.RECENT, queue)
                  || anyone.seen(queue, deadline));
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          ? unpolled(taskQueues, polledHere)
          : each(taskQueues, "Temporal does not say who polls: " + e.getStatus().getCode());
    }
  }

  private static Map<String, String> unpolled(
      Collection<String> taskQueues, Predicate<String> polled) {
    Map<String, String> trouble = new LinkedHashMap<>();
    for (String queue : taskQueues) {
      if (!polled.test(queue)) {
        trouble.put(
            queue,
            "nobody polls task queue %s: what it needs there waits for a worker".formatted(queue));
      }
    }
    return trouble;
  }

  private static Map<String, String> each(Collection<String> taskQueues, String said) {
    Map<String, String> trouble = new LinkedHashMap<>();
    taskQueues.forEach(queue -> trouble.put(queue, said));
    return trouble;
  }
}
