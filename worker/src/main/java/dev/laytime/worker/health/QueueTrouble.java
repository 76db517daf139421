package dev.laytime.worker.health;

import java.util.Collection;
import java.util.Map;

/** What keeps work on task queues from being done. */
@FunctionalInterface
public interface QueueTrouble {

  /** What is wrong with which of these, for people; nothing of one that is well. */
  Map<String, String> on(Collection<String> taskQueues);
}
