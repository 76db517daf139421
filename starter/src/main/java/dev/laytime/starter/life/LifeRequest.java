package dev.laytime.starter.life;

import dev.laytime.activity.Problem;
import dev.laytime.image.Reference;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.TimeSpan;
import dev.laytime.starter.temporal.Connection;
import dev.laytime.starter.temporal.EndedRun;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.workflow.ImageLife;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks something of an image's life; one that has none, or none any more, begins one. */
public final class LifeRequest {

  private final Connection connection;
  private final Reference image;
  private final String attempted;
  private final Duration patience;

  /**
   * @param image in a stage: see {@link StageImages#require}
   * @param attempted as in "pin IMAGE"
   * @param patience how long the answer may take
   */
  public LifeRequest(Connection connection, Reference image, String attempted, Duration patience) {
    this.connection = connection;
    this.image = image;
    this.attempted = attempted;
    this.patience = patience;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param update as in {@code life -> life::pin}
   * @throws CommandFailure if it is refused, or no answer comes
   */
  public <M, R> R ask(Function<ImageLife, Functions.Func1<M, R>> update, M message) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(EndedRun.askAgainAfter(() -> once(update, message)));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    }
  }

  private <M, R> R once(Function<ImageLife, Functions.Func1<M, R>> update, M message) {
    ImageLife life =
        connection.client().newWorkflowStub(ImageLife.class, LifeStarts.options(image));
    return WorkflowClient.executeUpdateWithStart(
        update.apply(life),
        message,
        // Temporal keeps the answer of a closed run under the id of its update.
        UpdateOptions.<R>newBuilder().setUpdateId(UUID.randomUUID().toString()).build(),
        new WithStartWorkflowOperation<>(life::run, ImageLife.Start.of(image)));
  }

  private CommandFailure refused(ExecutionException e) {
    boolean byTheLife = e.getCause() instanceof WorkflowUpdateException;
    String cause = words(e);
    return new CommandFailure(
        byTheLife ? ExitCode.REFUSED : ExitCode.ERROR,
        byTheLife
            ? new Problem(
                attempted, "its life refuses: " + cause, "see 'laytime why " + image + "'", null)
            : new Problem(
                attempted,
                "Temporal at %s: %s".formatted(connection.address(), cause),
                "check that Temporal and a worker run, and run the command again",
                null),
        e);
  }

  /** A life's own words, without what Temporal puts around them. */
  private static String words(ExecutionException e) {
    for (Throwable next = e; next != null; next = next.getCause()) {
      if (next instanceof ApplicationFailure failure) {
        return failure.getOriginalMessage();
      }
    }
    return RootCause.text(e);
  }

  private CommandFailure late() {
    return new CommandFailure(
        ExitCode.TIMEOUT,
        new Problem(
            attempted,
            "no answer within %s; the wish stands, and is heard when a worker has time"
                .formatted(TimeSpan.text(patience)),
            "look later what became of it: laytime why " + image,
            null),
        null);
  }
}
