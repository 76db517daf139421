package dev.laytime.workflow;

import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Lifecycle;
import dev.laytime.lifecycle.PromotionAsk;
import dev.laytime.lifecycle.Word;
import java.time.Instant;

/** A new life of an image that was needed again before its last one was over. */
final class Rebirth {

  private Rebirth() {}

  /**
   * It knows who needs the image, and what was deleted while somebody began to: no ledger tells
   * that of the dead. Everything else the ledger and the registry tell anew.
   */
  static Life of(Life last, Instant now) {
    boolean deleted = last.stance() instanceof LifeState.Deleted;
    Life next =
        deleted && !last.keepers(now).isEmpty()
            ? Life.begin(last.image(), now, last.digest())
            : Life.begin(last.image(), now);
    for (Word word : last.words()) {
      if (word.count() > 0) {
        next = Lifecycle.on(next, new Fact.Said(now, word));
      }
    }
    if (last.offer() != null) {
      next = Lifecycle.on(next, new Fact.Offered(now, last.offer()));
    }
    for (PromotionAsk ask : last.promotions()) {
      next = Lifecycle.on(next, new Fact.PromotionAsked(now, ask));
    }
    return last.pin() == null ? next : Lifecycle.on(next, new Fact.PinSet(now, last.pin()));
  }
}
