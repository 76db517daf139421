package dev.laytime.starter.copy;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.Problem;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.output.TimeSpan;
import dev.laytime.starter.temporal.Connection;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.workflow.ImageCopy.Accepted;
import dev.laytime.workflow.ImageCopy.Busy;
import dev.laytime.workflow.ImageCopy.Joined;
import dev.laytime.workflow.ImageCopy.Order;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One order's way from the request to the result. */
public final class Mirroring {

  private static final int LOOKS_BEFORE_A_NOTE = 5;

  /** The workflow knows better why the time was not enough: it speaks first. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Connection connection;
  private final Order order;
  private final Screen screen;
  private final Interruption interruption;
  private final InstantSource clock;
  private final String attempted;
  private final Farewell farewell;
  private final Patience patience;

  /**
   * @param order what to copy; its patience is this command's as well
   */
  public Mirroring(
      Connection connection,
      Order order,
      Screen screen,
      Interruption interruption,
      InstantSource clock) {
    this.connection = connection;
    this.order = order;
    this.screen = screen;
    this.interruption = interruption;
    this.clock = clock;
    this.attempted = "mirror %s → %s".formatted(order.source().text(), order.target().text());
    this.farewell = new Farewell(connection, screen, attempted);
    this.patience = new Patience(connection, order.patience().plus(GRACE));
  }

  /**
   * Asks for the copy and leaves it to itself.
   *
   * @throws CommandFailure if something else is being written to the target
   */
  public Report detach() {
    Copying copying = ask();
    if (copying.answer() instanceof Busy busy) {
      throw CommandFailure.error(
          attempted, held(busy, copying), "run it without --detach: then it waits for that copy");
    }
    return new DetachedReport(
        order.source().text(),
        order.target().text(),
        copying.answer() instanceof Joined,
        copying.execution().getWorkflowId(),
        copying.execution().getRunId());
  }

  /**
   * Asks for the copy, behind any other that has the target, and follows it to its end.
   *
   * @throws CommandFailure if it fails, is cancelled, or takes too long
   */
  public Report follow() {
    while (true) {
      Copying copying = ask();
      switch (copying.answer()) {
        case Accepted _ -> {
          return outcome(copying.execution());
        }
        case Joined _ -> {
          screen.note("this copy was running already: joined it");
          return outcome(copying.execution());
        }
        case Busy busy -> {
          screen.note(held(busy, copying) + "; waiting for its outcome");
          awaitOther(copying.execution());
        }
      }
    }
  }

  private Copying ask() {
    CompletableFuture<Copying> answer = new CompletableFuture<>();
    CopyRequester requester = new CopyRequester(connection.client());
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(requester.ask(order));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try (ProgressLine line = screen.progress()) {
      AtomicInteger looks = new AtomicInteger();
      return patience.await(
          answer,
          () -> {
            if (looks.incrementAndGet() == LOOKS_BEFORE_A_NOTE) {
              line.clear();
              screen.note("no worker has taken the order yet; waiting for one");
            }
            line.show("waiting for a worker…");
          });
    } catch (ExecutionException e) {
      throw unasked(e);
    } catch (TimeoutException e) {
      throw late("no worker has taken the order; it lapses by itself");
    }
  }

  private CopyReport outcome(WorkflowExecution copy) {
    try (Interruption.Pending _ = interruption.during(() -> farewell.to(copy))) {
      return CopyReport.of(order, follow(copy), copy);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof WorkflowFailedException failed
          ? CopyFailures.of(failed, attempted, copy.getWorkflowId())
          : unasked(e);
    } catch (TimeoutException e) {
      throw late(
          connection.ownWorker()
              ? "the copy was not finished"
              : "the copy goes on; cancel it: " + farewell.cancelCommand(copy));
    }
  }

  private void awaitOther(WorkflowExecution other) {
    try {
      follow(other);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof WorkflowFailedException)) {
        throw unasked(e);
      }
      // How it ended is its own caller's business: the target is free.
      screen.detail("the other copy ended: " + RootCause.text(e));
    } catch (TimeoutException e) {
      throw late("another copy still has the target");
    }
  }

  private CopyResult follow(WorkflowExecution copy) throws ExecutionException, TimeoutException {
    CopyLookout lookout = new CopyLookout(connection.client());
    WorkflowStub stub = connection.client().newUntypedWorkflowStub(Copying.target(copy));
    try (CopyDisplay display = new CopyDisplay(screen);
        Interruption.Pending _ = interruption.during(display::close)) {
      return patience.await(
          stub.getResultAsync(CopyResult.class),
          () ->
              lookout
                  .look(copy)
                  .ifPresent(look -> display.show(look, clock.instant(), System.nanoTime())));
    }
  }

  private static String held(Busy busy, Copying copying) {
    return "the target is being written by another copy, of %s%s (workflow %s)"
        .formatted(
            busy.source().text(),
            busy.digest() == null ? "" : " at " + busy.digest(),
            copying.execution().getWorkflowId());
  }

  private CommandFailure unasked(ExecutionException e) {
    return new CommandFailure(
        ExitCode.ERROR,
        new Problem(
            attempted,
            "Temporal at %s: %s".formatted(connection.address(), RootCause.text(e)),
            "check that Temporal and a worker run, and run the command again",
            null),
        e);
  }

  private CommandFailure late(String cause) {
    return new CommandFailure(
        ExitCode.TIMEOUT,
        new Problem(
            attempted,
            "not done within %s: %s".formatted(TimeSpan.text(order.patience()), cause),
            "run it again with a longer --timeout: blobs that have arrived are not copied twice",
            null),
        null);
  }
}
