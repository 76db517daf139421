package dev.laytime.e2e.bench;

import dev.laytime.activity.CopyResult;
import dev.laytime.image.ImageLocation;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.ImageCopy.Answer;
import dev.laytime.workflow.ImageCopy.Order;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts copies as any client may, and waits for their results. */
record Copies(WorkflowClient client, boolean referrers) {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /**
   * Returns when all have succeeded.
   *
   * @param inFlight how many are asked for at a time
   */
  void carryOut(List<Move> moves, int inFlight) {
    List<Callable<CopyResult>> copies =
        moves.stream().map(move -> (Callable<CopyResult>) () -> copy(move)).toList();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(inFlight, Thread.ofVirtual().factory())) {
      for (Future<CopyResult> copy : executor.invokeAll(copies)) {
        copy.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while copying", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A copy failed", e.getCause());
    }
  }

  private CopyResult copy(Move move) {
    Order order =
        new Order(
            UUID.randomUUID().toString(),
            ImageLocation.parse(move.source()),
            null,
            ImageLocation.parse(move.target()),
            List.of(),
            referrers,
            PATIENCE);
    ImageCopy copy = client.newWorkflowStub(ImageCopy.class, options(order));
    Answer answer =
        WorkflowClient.executeUpdateWithStart(
            copy::request,
            order,
            UpdateOptions.<Answer>newBuilder().setUpdateId(UUID.randomUUID().toString()).build(),
            new WithStartWorkflowOperation<>(copy::run, order));
    if (!(answer instanceof ImageCopy.Accepted)) {
      throw new IllegalStateException("Another copy writes to " + move.target() + ": " + answer);
    }
    return WorkflowStub.fromTyped(copy).getResult(CopyResult.class);
  }

  private static WorkflowOptions options(Order order) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.LAYTIME)
        .setWorkflowId(WorkflowIds.copy(order.target()))
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowExecutionTimeout(PATIENCE)
        .build();
  }
}
