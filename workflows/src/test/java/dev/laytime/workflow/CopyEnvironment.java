package dev.laytime.workflow;

import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.workflow.ImageCopy.Answer;
import dev.laytime.workflow.ImageCopy.Order;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Copies with time that skips, and registries that only remember. */
final class CopyEnvironment implements AutoCloseable {

  static final ImageLocation SOURCE = ImageLocation.parse("docker.io/library/alpine:3.20");
  static final ImageLocation TARGET = ImageLocation.parse("registry.test/mirror/alpine:3.20");
  static final Duration HOUR = Duration.ofHours(1);

  final FakeRegistry registry = new FakeRegistry();
  final FakeMessages messages =
      new FakeMessages(new FakeStage(new ArrayList<>()), new CopyOnWriteArrayList<>());
  final TestWorkflowEnvironment temporal;

  CopyEnvironment() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    var worker = PatientWorker.in(temporal, TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationTypes(ImageCopyImpl.class);
    worker.registerActivitiesImplementations(messages);
    messages.livesAreTold = false;
    PatientWorker.in(temporal, TaskQueues.REGISTRY).registerActivitiesImplementations(registry);
    PatientWorker.in(temporal, TaskQueues.COPY).registerActivitiesImplementations(registry);
    temporal.start();
  }

  @Override
  public void close() {
    PatientWorker.end(temporal);
  }

  /** A copy to the target, to be started. */
  ImageCopy copy() {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            ImageCopy.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.copy(TARGET))
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setTaskQueue(TaskQueues.LAYTIME)
                .build());
  }

  /** The copy to the target that was started last. */
  ImageCopy existing() {
    return temporal.getWorkflowClient().newWorkflowStub(ImageCopy.class, WorkflowIds.copy(TARGET));
  }

  /** Asks as every sender does: start, and ask. */
  Answer request(Order order) {
    ImageCopy copy = copy();
    return Objects.requireNonNull(
        WorkflowClient.executeUpdateWithStart(
            copy::request,
            order,
            UpdateOptions.<Answer>newBuilder()
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build(),
            new WithStartWorkflowOperation<>(copy::run, order)));
  }

  Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  static Order order() {
    return order("r1", SOURCE, null, HOUR);
  }

  static Order order(
      String requestId, ImageLocation source, @Nullable Digest digest, Duration patience) {
    return new Order(requestId, source, digest, TARGET, List.of(), true, patience);
  }
}
