package dev.laytime.worker.messages;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.CopyOrder;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.ledger.Urgency;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for a life's copy: starts it, or finds the one that has the target already. */
final class CopyAsker {

  /** What a copy may take beyond its patience to say how it ended. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final WorkflowClient client;

  CopyAsker(WorkflowClient client) {
    this.client = client;
  }

  CopyAnswer ask(CopyOrder asked) {
    ImageCopy.Order order = order(asked);
    ImageCopy copy = client.newWorkflowStub(ImageCopy.class, options(asked, order));
    ImageCopy.Answer answer =
        WorkflowClient.executeUpdateWithStart(
            copy::request,
            order,
            // The order's own id would bring the answer of a run that has closed by now.
            UpdateOptions.<ImageCopy.Answer>newBuilder()
                .setUpdateId(UUID.randomUUID().toString())
                .build(),
            new WithStartWorkflowOperation<>(copy::run, order));
    return switch (answer) {
      case ImageCopy.Accepted _, ImageCopy.Joined _ -> new CopyAnswer(true, "");
      case ImageCopy.Busy(var source, var digest) -> new CopyAnswer(false, busy(source, digest));
    };
  }

  private static ImageCopy.Order order(CopyOrder asked) {
    return new ImageCopy.Order(
        asked.requestId(),
        new ImageLocation.InRegistry(asked.source()),
        asked.digest(),
        new ImageLocation.InRegistry(asked.target()),
        List.of(),
        true,
        asked.patience(),
        asked.target(),
        false,
        asked.expected());
  }

  private static WorkflowOptions options(CopyOrder asked, ImageCopy.Order order) {
    String summary = "copy %s → %s".formatted(order.source().text(), order.target().text());
    return Starts.of(WorkflowIds.copy(order.target()), summary)
        .setPriority(priority(asked))
        // Also where no worker ever takes it: its life has given it up by then.
        .setWorkflowExecutionTimeout(order.patience().plus(GRACE))
        .build();
  }

  /** Its activities inherit it, and take it to the budgets of the registries. */
  private static Priority priority(CopyOrder asked) {
    Urgency urgency = asked.urgency();
    return urgency == null
        ? Priority.getDefaultInstance()
        : Priority.newBuilder().setPriorityKey(urgency.priority()).build();
  }

  private static String busy(ImageLocation source, @Nullable Digest digest) {
    return "another copy writes there: " + source.text() + (digest == null ? "" : ", " + digest);
  }
}
