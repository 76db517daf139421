package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionPath;
import java.util.List;

/** What the verifiers and Jobs are that a path's gates name, as one worker has them. */
@FunctionalInterface
public interface GateSettings {

  /** Where gates name none. */
  GateSettings NONE = _ -> List.of();

  /**
   * All of them.
   *
   * @throws BusyException if one cannot be read now: it is neither the one that was nor another one
   */
  List<Named> of(PromotionPath path);

  /** All that this worker can read now, whichever path names them. */
  default List<Named> all() {
    return List.of();
  }

  /**
   * What a gate names.
   *
   * @param name that no other one has, for people
   * @param texts the same as long as it is the same, on every worker. Never a secret
   */
  record Named(String name, List<String> texts) {
    public Named {
      texts = List.copyOf(texts);
    }
  }
}
