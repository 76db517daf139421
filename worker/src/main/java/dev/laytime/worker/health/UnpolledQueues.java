package dev.laytime.worker.health;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the task queues that nobody polls. Where the service cannot say who polls, this worker's
 * own state does.
 */
final class UnpolledQueues implements QueueTrouble {

  private final UnseenQueues anyones;
  private final Predicate<String> polledHere;

  /**
   * @param anyones knows the polls of all workers
   * @param polledHere whether this worker polls a queue as far as it knows itself
   */
  UnpolledQueues(UnseenQueues anyones, Predicate<String> polledHere) {
    this.anyones = anyones;
    this.polledHere = polledHere;
  }

  @Override
  public Map<String, String> on(Collection<String> taskQueues) {
    try {
      return unpolled(anyones.among(taskQueues));
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          ? unpolled(taskQueues.stream().filter(polledHere.negate()).toList())
          : each(taskQueues, "Temporal does not say who polls: " + e.getStatus().getCode());
    }
  }

  private static Map<String, String> unpolled(List<String> taskQueues) {
    Map<String, String> trouble = new LinkedHashMap<>();
    for (String queue : taskQueues) {
      trouble.put(
          queue,
          "nobody polls task queue %s: what it needs there waits for a worker".formatted(queue));
    }
    return trouble;
  }

  private static Map<String, String> each(Collection<String> taskQueues, String said) {
    Map<String, String> trouble = new LinkedHashMap<>();
    taskQueues.forEach(queue -> trouble.put(queue, said));
    return trouble;
  }
}
