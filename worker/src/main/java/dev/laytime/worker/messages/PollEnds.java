package dev.laytime.worker.messages;

/** Who has to know that a mirror is polled no more: what starts its polls. */
@FunctionalInterface
public interface PollEnds {

  /** Nothing is left to do for a mirror. It may be told twice; if it is lost, a start mends it. */
  void ended(String mirror);
}
