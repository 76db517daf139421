package dev.laytime.worker.polling;

import dev.laytime.worker.ledger.MirrorPolls.Plan;

/**
 * What starts polls, by the name of the mirror that they are for. Everything may be done twice, and
 * throws what Temporal's client throws.
 */
interface PollSchedules {

  /** Has a mirror polled as often as it says. What a person has paused stays paused. */
  void set(Plan plan);

  /**
   * Has a mirror polled at once, or after the poll that runs; without effect where it is not polled
   * or paused, and where only cron has it polled.
   */
  void now(String mirror);

  /** Has a mirror polled no more; without effect where it is not. */
  void delete(String mirror);
}
