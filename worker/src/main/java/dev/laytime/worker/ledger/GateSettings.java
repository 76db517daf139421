package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionPath;
import java.util.List;

/** What the verifiers and Jobs are that a path's gates name. */
@FunctionalInterface
public interface GateSettings {

  /** Where gates name none. */
  GateSettings NONE = _ -> List.of();

  /**
   * All of them, as texts: the same as long as they are the same, on every worker. Never a secret.
   */
  List<String> of(PromotionPath path);
}
