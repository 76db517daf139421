package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionPath;
import java.util.List;
import java.util.Optional;

/** The paths that there are now. */
public interface PromotionPaths {

  /** All of them, by name. */
  List<PromotionPath> paths();

  /** One of them. */
  Optional<PromotionPath> path(String name);

  /** The hash of one and of all that its gates are now: what is approved is approved under it. */
  Optional<String> gates(String name);
}
