package dev.laytime.worker.ledger;

import java.time.Instant;
import java.util.List;

/** How many promotions stand where. */
public interface PromotionCounts {

  /** How many there are, by path and state. */
  List<Count> counts();

  /**
   * How many stand in one state.
   *
   * @param since when the first of them was ordered or, where it has, began to move
   */
  record Count(String path, String state, long promotions, Instant since) {}
}
