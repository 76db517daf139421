package dev.laytime.worker.messages;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionOffer;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.Promotion;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import java.util.UUID;

/** Asks for promotions, and offers what they bring to the lives of its names. */
public final class PromotionAsker {

  private final WorkflowClient client;
  private final SignalledLives lives;

  public PromotionAsker(WorkflowClient client) {
    this.client = client;
    this.lives = new SignalledLives(client);
  }

  /**
   * Starts a promotion, or joins the one that runs.
   *
   * @param id its workflow's
   */
  public PromotionAnswer ask(String id, PromotionOrder order) {
    String summary = "promote %s to %s".formatted(order.source(), order.stage());
    Promotion promotion = client.newWorkflowStub(Promotion.class, Starts.of(id, summary).build());
    return WorkflowClient.executeUpdateWithStart(
        promotion::request,
        order,
        // The order's own id would bring the answer of a run that has closed by now.
        UpdateOptions.<PromotionAnswer>newBuilder()
            .setUpdateId(UUID.randomUUID().toString())
            .build(),
        new WithStartWorkflowOperation<>(promotion::run, Promotion.Start.of(order)));
  }

  void offer(PromotionOffer offer) {
    lives.offered(
        offer.target(),
        new OfferedMessage(
            offer.requestId(),
            offer.source().text(),
            offer.digest().value(),
            "promotion " + offer.path(),
            offer.expected() == null ? null : offer.expected().text()));
  }
}
