package dev.laytime.worker.ledger;

import dev.laytime.promotion.PromotionPath;
import org.jspecify.annotations.Nullable;

/**
 * A path of promotions, as configuration says it.
 *
 * @param schedule of one that promotes at set times, as Spring's cron expressions; null for another
 */
public record PathSettings(PromotionPath path, @Nullable String schedule) {}
