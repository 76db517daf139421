package dev.laytime.worker.messages;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Tag;
import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import dev.laytime.worker.messages.PromotionWords.Why;
import dev.laytime.workflow.ImageBuild;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import dev.laytime.workflow.WorkflowIds;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.StatusUtils;
import java.util.Objects;

/** Says it through Temporal, and waits for an answer for a while. */
final class TemporalBuildWords implements BuildWords {

  private static final String BUILD = "build";

  private final WorkflowClient client;
  private final BuildAsker asker;

  TemporalBuildWords(WorkflowClient client, BuildAsker asker) {
    this.client = client;
    this.asker = asker;
  }

  @Override
  public BuildAnswer ask(BuildOrder order) {
    return TemporalAnswers.of(BUILD, "of " + order.image(), () -> asker.ask(order));
  }

  @Override
  public boolean runs(BuildOrder order) {
    Tag tag = Objects.requireNonNull(order.image().tag(), "Builds are of tags");
    String id = WorkflowIds.build(order.image().repository(), tag);
    return TemporalAnswers.of(BUILD, id, () -> isOpen(id));
  }

  private boolean isOpen(String id) {
    try {
      return client.newUntypedWorkflowStub(id).describe().getCloseTime() == null;
    } catch (WorkflowNotFoundException e) {
      if (e.getCause() instanceof StatusRuntimeException status
          && StatusUtils.hasFailure(status, NamespaceNotFoundFailure.class)) {
        throw new UnsaidException(Why.UNANSWERED, "Temporal does not have its namespace");
      }
      return false;
    }
  }

  @Override
  public BuildStatus cancel(String id, CancelMessage message) {
    return TemporalAnswers.of(
        BUILD, id, () -> client.newWorkflowStub(ImageBuild.class, id).cancel(message));
  }
}
