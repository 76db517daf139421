package dev.laytime.worker.messages;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.lifecycle.Why;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.Promotion;
import dev.laytime.workflow.PromotionRounds;
import dev.laytime.workflow.RepositoryReaper;
import dev.laytime.workflow.SourceScan;
import dev.laytime.workflow.StageSweep;
import dev.laytime.workflow.TaskQueues;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.ArrayList;
import java.util.List;

/** Workflows that live for ever and keep what they get. */
final class FakeWorkflows {

  private FakeWorkflows() {}

  static void start(TestWorkflowEnvironment temporal, Received received) {
    Worker worker = temporal.newWorker(TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationFactory(ImageLife.class, () -> new Life(received));
    worker.registerWorkflowImplementationFactory(
        RepositoryReaper.class, () -> new Reaper(received));
    worker.registerWorkflowImplementationFactory(SourceScan.class, () -> new Scan(received));
    worker.registerWorkflowImplementationFactory(StageSweep.class, () -> new Sweep(received));
    worker.registerWorkflowImplementationFactory(
        PromotionRounds.class, () -> new Automatic(received));
    worker.registerWorkflowImplementationFactory(Promotion.class, () -> new Promoted(received));
    worker.registerWorkflowImplementationTypes(Copy.class);
    temporal.start();
  }

  private static void got(Received received, Object message) {
    if (!WorkflowUnsafe.isReplaying()) {
      received.add(Workflow.getInfo().getWorkflowId(), message);
    }
  }

  private static void forEver() {
    Workflow.await(() -> false);
  }

  private record Life(Received received) implements ImageLife {

    @Override
    public void run(ImageLife.Start start) {
      got(received, start);
      forEver();
    }

    @Override
    public void usage(UsageMessage message) {
      got(received, message);
    }

    @Override
    public void pushed(PushedMessage message) {
      got(received, message);
    }

    @Override
    public void offered(OfferedMessage message) {
      got(received, message);
    }

    @Override
    public void outcome(Outcome outcome) {
      got(received, outcome);
    }

    @Override
    public void found(FoundMessage message) {
      got(received, message);
    }

    @Override
    public void look(String why) {
      got(received, why);
    }

    @Override
    public void unpulled(String by) {
      got(received, "unpulled by " + by);
    }

    @Override
    public void displaced(String name) {
      got(received, "displaced " + name);
    }

    @Override
    public void promoteLater(PromoteMessage message) {
      got(received, message);
    }

    @Override
    public PromotionAnswer promote(PromoteMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void validatePromote(PromoteMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Why pin(PinMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void validatePin(PinMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void validateUnpin(PersonMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void validateRetryNow(PersonMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void validateRestore(PersonMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Why unpin(PersonMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Why retryNow(PersonMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Why restore(PersonMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Why why() {
      throw new UnsupportedOperationException();
    }
  }

  private record Reaper(Received received) implements RepositoryReaper {

    @Override
    public void run(RepositoryReaper.Start start) {
      got(received, start);
      forEver();
    }

    @Override
    public void request(RemovalOrder order) {
      got(received, order);
    }

    @Override
    public void withdraw(String requestId) {
      got(received, requestId);
    }

    @Override
    public List<String> queued() {
      return List.of();
    }
  }

  /** What all loops are told. */
  abstract static class Loop {

    final Received received;

    Loop(Received received) {
      this.received = received;
    }

    public final void now() {
      got(received, "now");
    }

    public final void pause() {
      got(received, "pause");
    }

    public final void resume() {
      got(received, "resume");
    }

    public final void look() {
      got(received, "look");
    }
  }

  private static final class Scan extends Loop implements SourceScan {

    Scan(Received received) {
      super(received);
    }

    @Override
    public void run(SourceScan.Start start) {
      got(received, start);
      forEver();
    }

    @Override
    public SourceScan.Status status() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Sweep extends Loop implements StageSweep {

    Sweep(Received received) {
      super(received);
    }

    @Override
    public void run(StageSweep.Start start) {
      got(received, start);
      forEver();
    }

    @Override
    public StageSweep.Status status() {
      throw new UnsupportedOperationException();
    }
  }

  /** Answers as the real one does, and copies nothing. */
  public static final class Copy implements ImageCopy {

    private final Order order;

    @WorkflowInit
    public Copy(Order order) {
      this.order = order;
    }

    @Override
    public CopyResult run(Order unused) {
      forEver();
      throw new IllegalStateException("It never ends");
    }

    @Override
    public Answer request(Order asked) {
      if (asked.requestId().equals(order.requestId())) {
        return new Accepted();
      }
      return order.covers(asked, order.digest())
          ? new Joined()
          : new Busy(order.source(), order.digest());
    }

    @Override
    public ImageCopy.Status status() {
      return new ImageCopy.Status(State.COPYING, order.digest(), null);
    }
  }

  private static final class Automatic extends Loop implements PromotionRounds {

    Automatic(Received received) {
      super(received);
    }

    @Override
    public void run(PromotionRounds.Start start) {
      got(received, start);
      forEver();
    }

    @Override
    public PromotionRounds.Status status() {
      throw new UnsupportedOperationException();
    }
  }

  /** Answers as the real one does that has begun to move, and moves nothing. */
  private static final class Promoted implements Promotion {

    private final Received received;
    private final List<PromotionOrder> orders = new ArrayList<>();

    Promoted(Received received) {
      this.received = received;
    }

    @Override
    public PromotionStatus run(Promotion.Start start) {
      forEver();
      throw new IllegalStateException("It never ends");
    }

    @Override
    public PromotionAnswer request(PromotionOrder order) {
      String id = Workflow.getInfo().getWorkflowId();
      orders.add(order);
      PromotionOrder first = orders.getFirst();
      return orders.size() == 1
          ? new PromotionAnswer(id, "accepted", null)
          : !first.path().equals(order.path())
              ? new PromotionAnswer(id, "refused", "path %s waits".formatted(first.path()))
              : first.digest().equals(order.digest())
                  ? new PromotionAnswer(id, "joined", null)
                  : new PromotionAnswer(id, "busy", first.digest().value());
    }

    @Override
    public void look(String why) {
      got(received, why);
    }

    @Override
    public PromotionStatus approve(ApproveMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void validateApprove(ApproveMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(CheckMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionStatus cancel(CancelMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void validateCancel(CancelMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionStatus status() {
      throw new UnsupportedOperationException();
    }
  }
}
