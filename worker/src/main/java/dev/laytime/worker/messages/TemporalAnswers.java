package dev.laytime.worker.messages;

import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import dev.laytime.worker.messages.PromotionWords.Why;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for what a workflow answers, for a while. */
final class TemporalAnswers {

  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private TemporalAnswers() {}

  /**
   * Waits.
   *
   * @param kind what it is called where there is none, as in "promotion"
   * @throws UnsaidException if there is none, it refuses, or does not answer
   */
  static <T> T of(String kind, String id, Supplier<T> word) {
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
      throw unsaid(kind, id, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new UnsaidException(
          Why.UNANSWERED, "%s does not answer within %d s".formatted(id, PATIENCE.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsaidException(Why.UNANSWERED, "the worker is shutting down");
    }
  }

  private static UnsaidException unsaid(String kind, String id, Throwable e) {
    if (e instanceof WorkflowNotFoundException) {
      return new UnsaidException(Why.MISSING, "no %s %s runs".formatted(kind, id));
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
