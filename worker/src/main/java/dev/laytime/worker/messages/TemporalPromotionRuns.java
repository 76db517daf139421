package dev.laytime.worker.messages;

import dev.laytime.promotion.PromotionOrder;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.workflow.Promotion;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Temporal which promotions run, and the ledger what those were about that do not. */
final class TemporalPromotionRuns implements PromotionRuns {

  private static final Logger log = LoggerFactory.getLogger(TemporalPromotionRuns.class);

  /** A sweep's share: to ask costs Temporal little. */
  private static final int MOST_SILENT = 500;

  private final PromotionLedger ledger;
  private final WorkflowClient client;

  TemporalPromotionRuns(PromotionLedger ledger, WorkflowClient client) {
    this.ledger = ledger;
    this.client = client;
  }

  @Override
  public void readGates(String promotion, String why) {
    try {
      client.newWorkflowStub(Promotion.class, promotion).look(why);
    } catch (WorkflowNotFoundException e) {
      log.debug("no promotion runs id={}", promotion, e);
      goOn(promotion);
    }
  }

  @Override
  public List<String> silent(String stage) {
    return ledger.silent(stage, MOST_SILENT);
  }

  @Override
  public void see(String promotion) {
    if (!runs(promotion)) {
      goOn(promotion);
    }
  }

  private boolean runs(String promotion) {
    try {
      return client.newUntypedWorkflowStub(promotion).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  /** What it is about is read after it was seen not to run: one that ended writes that before. */
  private void goOn(String promotion) {
    ledger.left(promotion).ifPresent(order -> begin(promotion, order));
  }

  private void begin(String promotion, PromotionOrder order) {
    Promotion run =
        client.newWorkflowStub(
            Promotion.class,
            Starts.of(
                    promotion,
                    "promote %s to %s, which was lost".formatted(order.source(), order.stage()))
                // Whoever was quicker goes on with it, or with another order.
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .build());
    try {
      var _ = WorkflowClient.start(run::run, Promotion.Start.of(order));
      log.warn(
          "promotion begun again, Temporal has no run of it id={} digest={} by={}",
          promotion,
          order.digest(),
          order.by());
    } catch (WorkflowExecutionAlreadyStarted e) {
      log.debug("promotion runs again id={}", promotion, e);
    }
  }
}
