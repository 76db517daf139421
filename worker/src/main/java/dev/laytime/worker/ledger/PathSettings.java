package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionPath;
import org.jspecify.annotations.Nullable;

/**
 * A path of promotions, as configuration or an object says it.
 *
 * @param schedule of one that promotes at set times, as Spring's cron expressions; null for another
 * @param object {@code NAMESPACE/NAME} of the object that says it; null for configuration's
 */
public record PathSettings(PromotionPath path, @Nullable String schedule, @Nullable String object) {

  /** One of configuration's. */
  public PathSettings(PromotionPath path, @Nullable String schedule) {
    this(path, schedule, null);
  }
}
