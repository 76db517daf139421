package dev.laytime.worker.api;

import dev.laytime.promotion.PromotionOrder;
import java.util.List;

/** What would be written into Git. */
@FunctionalInterface
interface GitPlans {

  /** Lines of a diff; what it throws says why they cannot be had. */
  List<String> plan(PromotionOrder order, String git);
}
