package dev.laytime.worker.api;

import dev.laytime.activities.build.Builder;
import dev.laytime.activities.build.StrategyBuilders;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Repository;
import dev.laytime.usage.FileTree.UnreadableException;
import dev.laytime.worker.ledger.BuildLedger;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/** Ends what goes on elsewhere for a build whose run Temporal lost: no workflow does that. */
final class LostJobs {

  private final BuildLedger ledger;
  private final StrategyBuilders builders;

  LostJobs(BuildLedger ledger, StrategyBuilders builders) {
    this.ledger = ledger;
    this.builders = builders;
  }

  /**
   * Has it end. What its rule or its stage went with is known by no name any more; its deadline
   * ends it.
   *
   * @throws RequestException if it may go on
   */
  void end(String what, BuildStatus status) {
    ResolvedRef source = status.source();
    if (status.state() != BuildState.BUILDING || source == null) {
      return;
    }
    BuildOrders orders = ledger.orders(status.order());
    BuildRule rule = orders.rule();
    Repository workshop = orders.workshop();
    if (rule != null && workshop != null) {
      end(what, request(status.order(), source, rule, workshop));
    }
  }

  private static BuildRequest request(
      BuildOrder order, ResolvedRef source, BuildRule rule, Repository workshop) {
    BuildId id = BuildId.of(order, source.commit(), rule.recipe().strategy());
    return new BuildRequest(rule, order.image(), source, id, workshop);
  }

  private void end(String what, BuildRequest request) {
    BuildStrategy strategy = request.rule().recipe().strategy();
    Builder builder = builders.builders().get(strategy);
    if (builder == null) {
      throw mayGoOn(
          what,
          "this worker's configuration has no builder for strategy " + strategy,
          "add it to builders");
    }
    try {
      builder.callOff(request);
    } catch (UnreadableException e) {
      throw mayGoOn(
          what,
          "what builds it may go on: " + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
          "see that its cluster can be reached, and cancel it again");
    }
  }

  private static RequestException mayGoOn(String what, String cause, String hint) {
    return new RequestException(HttpStatus.SERVICE_UNAVAILABLE, new Refusal(what, cause, hint));
  }
}
