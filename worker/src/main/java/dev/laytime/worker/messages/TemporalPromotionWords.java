package dev.laytime.worker.messages;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.Promotion;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Says it through Temporal, and waits for an answer for a while. */
final class TemporalPromotionWords implements PromotionWords {

  private static final Duration PATIENCE = Duration.ofSeconds(25);

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
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(word.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw unsaid(id, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new UnsaidException(
          Why.UNANSWERED, "%s does not answer within %d s".formatted(id, PATIENCE.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsaidException(Why.UNANSWERED, "the worker is shutting down");
    }
  }

  private static UnsaidException unsaid(String id, Throwable e) {
    if (e instanceof WorkflowNotFoundException) {
      return new UnsaidException(Why.MISSING, "no promotion %s runs".formatted(id));
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure) {
        return new UnsaidException(Why.REFUSED, failure.getOriginalMessage());
      }
    }
    return new UnsaidException(
        Why.UNANSWERED,
        e instanceof WorkflowException
            ? "Temporal does not answer"
            : String.valueOf(e.getMessage()));
  }
}
