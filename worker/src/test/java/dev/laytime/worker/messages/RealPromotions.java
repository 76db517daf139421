package dev.laytime.worker.messages;

import dev.laytime.activity.PromotionActivities;
import dev.laytime.worker.ledger.Ledger;
import io.temporal.client.WorkflowClient;
import java.time.InstantSource;

/** What joins promotions to a ledger and to Temporal, for tests of other packages. */
public final class RealPromotions {

  private RealPromotions() {}

  /** What promotions ask of a ledger. */
  public static PromotionActivities activities(Ledger ledger, WorkflowClient client) {
    return new PromotionActivitiesImpl(
        ledger.promotionLedger(),
        ledger.promotionOrdering(),
        new PromotionAsker(client),
        new LateReferrers(ledger.mirroredImages(), client, InstantSource.system()));
  }

  /** What people say to promotions. */
  public static PromotionWords words(WorkflowClient client) {
    return new TemporalPromotionWords(client, new PromotionAsker(client));
  }
}
