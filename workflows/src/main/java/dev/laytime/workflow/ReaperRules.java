package dev.laytime.workflow;

import dev.laytime.activity.Capabilities;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.StageOrders;
import dev.laytime.activity.SurveyResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a reaper carries nothing out at all. */
final class ReaperRules {

  private ReaperRules() {}

  /** Why nothing is taken away in a stage now; null where nothing speaks against it. */
  static @Nullable String refusal(StageOrders orders) {
    if (orders.name() == null) {
      return "no stage has this repository";
    }
    if (!orders.deletionEnabled()) {
      return "stage " + orders.name() + " is observe-only";
    }
    if (orders.dryRun()) {
      return StageOrders.DRY_RUN;
    }
    Capabilities capabilities = orders.capabilities();
    return capabilities == null
        ? "what the registry of stage " + orders.name() + " can do was not probed yet"
        : null;
  }

  /** Whether plans are about these claims, one each and in their order. */
  static boolean fit(List<SurveyResult.Plan> plans, List<RemovalOrder> orders) {
    return plans.stream()
        .map(SurveyResult.Plan::life)
        .toList()
        .equals(orders.stream().map(order -> order.claim().life()).toList());
  }
}
