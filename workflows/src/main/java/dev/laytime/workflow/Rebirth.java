package dev.laytime.workflow;

import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Lifecycle;
import dev.laytime.lifecycle.Word;
import java.time.Instant;

/** A new life of an image that was needed again before its last one was over. */
final class Rebirth {

  private Rebirth() {}

  /** It knows who needs the image; everything else the ledger and the registry tell anew. */
  static Life of(Life last, Instant now) {
    Life next = Life.begin(last.image(), now);
    for (Word word : last.words()) {
      if (word.count() > 0) {
        next = Lifecycle.on(next, new Fact.Said(now, word));
      }
    }
    if (last.offer() != null) {
      next = Lifecycle.on(next, new Fact.Offered(now, last.offer()));
    }
    return last.pin() == null ? next : Lifecycle.on(next, new Fact.PinSet(now, last.pin()));
  }
}
