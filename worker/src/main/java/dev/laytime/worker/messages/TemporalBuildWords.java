package dev.laytime.worker.messages;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.workflow.ImageBuild;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import io.temporal.client.WorkflowClient;

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
  public BuildStatus cancel(String id, CancelMessage message) {
    return TemporalAnswers.of(
        BUILD, id, () -> client.newWorkflowStub(ImageBuild.class, id).cancel(message));
  }
}
