package dev.laytime.worker.polling;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;

/**
 * What starts polls, by the target that they are for. Everything may be done twice, and throws what
 * Temporal's client throws.
 */
interface PollSchedules {

  /** Has a rule polled as often as it says. What a person has paused stays paused. */
  void set(MirrorRule rule);

  /** Has a target polled no more; without effect where it is not. */
  void delete(RepositoryPrefix target);
}
