package dev.laytime.worker.messages;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.Promotion;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import io.temporal.client.WorkflowClient;
import java.util.function.Supplier;

/** Says it through Temporal, and waits for an answer for a while. */
final class TemporalPromotionWords implements PromotionWords {

  private final WorkflowClient client;
  private final PromotionAsker asker;

  TemporalPromotionWords(WorkflowClient client, PromotionAsker asker) {
    this.client = client;
    this.asker = asker;
  }

  @Override
  public PromotionAnswer ask(String id, PromotionOrder order) {
    return answered(id, () -> asker.ask(id, order));
  }

  @Override
  public PromotionStatus approve(String id, ApproveMessage message) {
    return answered(id, () -> promotion(id).approve(message));
  }

  @Override
  public void check(String id, CheckMessage message) {
    var _ =
        answered(
            id,
            () -> {
              promotion(id).check(message);
              return id;
            });
  }

  @Override
  public PromotionStatus cancel(String id, CancelMessage message) {
    return answered(id, () -> promotion(id).cancel(message));
  }

  private Promotion promotion(String id) {
    return client.newWorkflowStub(Promotion.class, id);
  }

  private static <T> T answered(String id, Supplier<T> word) {
    return TemporalAnswers.of("promotion", id, word);
  }
}
