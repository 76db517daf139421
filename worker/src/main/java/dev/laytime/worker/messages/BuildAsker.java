package dev.laytime.worker.messages;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildOffer;
import dev.laytime.build.BuildOrder;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.workflow.ImageBuild;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import java.util.Objects;
import java.util.UUID;

/** Asks for builds, and offers what they make to the lives of its names. */
public final class BuildAsker {

  /** Something else is built there: it is to be asked for again. */
  public static final String BUSY = "busy";

  /** Never. */
  public static final String REFUSED = "refused";

  private final WorkflowClient client;
  private final SignalledLives lives;

  public BuildAsker(WorkflowClient client) {
    this.client = client;
    this.lives = new SignalledLives(client);
  }

  /** Starts a build, or joins the one that runs. */
  public BuildAnswer ask(BuildOrder order) {
    Reference image = order.image();
    Tag tag = Objects.requireNonNull(image.tag(), "Builds are of tags");
    ImageBuild build =
        client.newWorkflowStub(
            ImageBuild.class,
            Starts.of(WorkflowIds.build(image.repository(), tag), "build " + image).build());
    return WorkflowClient.executeUpdateWithStart(
        build::request,
        order,
        // The order's own id would bring the answer of a run that has closed by now.
        UpdateOptions.<BuildAnswer>newBuilder().setUpdateId(UUID.randomUUID().toString()).build(),
        new WithStartWorkflowOperation<>(build::run, ImageBuild.Start.of(order)));
  }

  void offer(BuildOffer offer) {
    lives.offered(
        offer.target(),
        new OfferedMessage(
            offer.requestId(),
            offer.source().text(),
            offer.digest().value(),
            offer.build(),
            offer.expected() == null ? null : offer.expected().text()));
  }
}
