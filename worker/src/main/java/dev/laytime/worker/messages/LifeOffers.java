package dev.laytime.worker.messages;

import dev.laytime.worker.ledger.MirrorPolls;

/** What polls offer to lives. */
interface LifeOffers {

  /**
   * What its mirror's source has instead of it, or under a name that it has not yet; it starts the
   * life if it does not run.
   */
  void offered(MirrorPolls.Owed owed);
}
