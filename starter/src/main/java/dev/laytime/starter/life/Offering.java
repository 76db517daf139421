package dev.laytime.starter.life;

import dev.laytime.activity.Problem;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Why;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.output.TimeSpan;
import dev.laytime.starter.temporal.Connection;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An image offered to the life of a stage's image, which holds what it was before and then copies.
 */
public final class Offering {

  private static final Set<String> THERE = Set.of("PRESENT", "UNUSED");
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final String RULE = "laytime mirror";

  private final Connection connection;
  private final Reference source;
  private final Digest digest;
  private final Reference target;
  private final Screen screen;
  private final String attempted;

  /**
   * @param digest what the source is
   * @param target in a stage: see {@link StageImages#require}
   */
  public Offering(
      Connection connection, Reference source, Digest digest, Reference target, Screen screen) {
    this.connection = connection;
    this.source = source;
    this.digest = digest;
    this.target = target;
    this.screen = screen;
    this.attempted = "mirror %s → %s".formatted(source, target);
  }

  /**
   * Offers it and leaves the rest to the life.
   *
   * @throws CommandFailure if Temporal does not take it
   */
  public OfferReport offer(String requestId) {
    ImageLife life =
        connection.client().newWorkflowStub(ImageLife.class, LifeStarts.options(target));
    BatchRequest request = connection.client().newSignalWithStartRequest();
    request.add(life::run, ImageLife.Start.of(target));
    request.add(life::offered, new OfferedMessage(requestId, source.text(), digest.value(), RULE));
    try {
      connection.client().signalWithStart(request);
    } catch (WorkflowException e) {
      throw CommandFailure.error(
          attempted,
          "Temporal at %s: %s".formatted(connection.address(), RootCause.text(e)),
          "check that Temporal and a worker run, and run the command again");
    }
    return report("OFFERED");
  }

  /**
   * Offers it and follows the life until the stage has it.
   *
   * @throws CommandFailure if that takes too long
   */
  public OfferReport follow(String requestId, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    offer(requestId);
    String told = "";
    try (ProgressLine line = screen.progress()) {
      while (true) {
        Why why = look();
        if (THERE.contains(why.state()) && digest.equals(why.digest())) {
          return report(why.state());
        }
        String now = why.state() + ": " + String.join("; ", why.reasons());
        if (!now.equals(told)) {
          told = now;
          line.clear();
          screen.note(now);
        }
        if (System.nanoTime() >= end) {
          throw late(patience, now);
        }
        line.show("waiting for its life…");
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private Why look() {
    try {
      return connection.client().newWorkflowStub(ImageLife.class, WorkflowIds.life(target)).why();
    } catch (WorkflowException e) {
      throw CommandFailure.error(
          attempted,
          "its life does not answer: " + RootCause.text(e),
          "the offer stands; look what became of it: laytime why " + target);
    }
  }

  private OfferReport report(String state) {
    return new OfferReport(source.text(), target.text(), digest, state, WorkflowIds.life(target));
  }

  private CommandFailure late(Duration patience, String now) {
    return new CommandFailure(
        ExitCode.TIMEOUT,
        new Problem(
            attempted,
            "not there within %s; its life is %s".formatted(TimeSpan.text(patience), now),
            "the offer stands; look what became of it: laytime why " + target,
            null),
        null);
  }
}
