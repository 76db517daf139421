package dev.laytime.worker.messages;

import dev.laytime.worker.ledger.PromotionHolds;

/** Has what waits in vain look again at once: it would come to it by itself, but later. */
@FunctionalInterface
public interface PromotionWakes {

  /**
   * Has it look; what is not told now is told in the background.
   *
   * @param why for people
   */
  void wake(PromotionHolds.Halted waiting, String why);
}
