package dev.laytime.worker.ledger;

import java.time.Instant;
import java.util.List;

/** How many promotions stand where. */
public interface PromotionCounts {

  /** How many there are, by path and state. */
  List<Count> counts();

  /** For how many promotions a gate does not hold, by path and kind of gate. */
  List<Waiting> gates();

  /** How many promotions wait for a Git target that failed, by path and target. */
  List<Waiting> git();

  /**
   * How many wait for one thing.
   *
   * @param what a gate's kind, or a Git target's name
   */
  record Waiting(String path, String what, long promotions) {}

  /**
   * How many stand in one state.
   *
   * @param since when the first of them was ordered or, where it has, began to move
   */
  record Count(String path, String state, long promotions, Instant since) {}
}
