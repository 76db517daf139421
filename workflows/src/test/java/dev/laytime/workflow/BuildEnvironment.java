package dev.laytime.workflow;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRef;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds with time that skips. */
final class BuildEnvironment implements AutoCloseable {

  static final Reference IMAGE = Reference.parse("stage.test/team/app:1.2");
  static final Repository WORKSHOP = Repository.parse("stage.test/laytime-build/app");
  static final String ID = "build/stage.test/team/app:1.2";

  static final GitRepository GIT = new GitRepository("https://git.test/team/app.git", null);
  static final AllowedRefs ALLOWED = new AllowedRefs(List.of("v*"), List.of("main"));

  final FakeBuilds world = new FakeBuilds();
  final TestWorkflowEnvironment temporal;

  BuildEnvironment() {
    this(TestEnvironmentOptions.newBuilder());
  }

  BuildEnvironment(EarlyRenewal renewal) {
    this(TestEnvironmentOptions.newBuilder().setWorkflowServiceStubsOptions(renewal.ofService()));
  }

  private BuildEnvironment(TestEnvironmentOptions.Builder options) {
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    world.rule = rule(false, AfterBuild.NOTHING);
    var worker = PatientWorker.in(temporal, TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationTypes(ImageBuildImpl.class);
    worker.registerActivitiesImplementations(world);
    PatientWorker.in(temporal, TaskQueues.REGISTRY)
        .registerActivitiesImplementations(world, world.registries);
    PatientWorker.in(temporal, TaskQueues.COPY).registerActivitiesImplementations(world);
    PatientWorker.in(temporal, TaskQueues.SOURCE).registerActivitiesImplementations(world);
    PatientWorker.in(temporal, TaskQueues.BUILD)
        .registerActivitiesImplementations(new BuildingAlone(world));
    temporal.start();
  }

  static BuildRule rule(boolean rebuild, AfterBuild after) {
    return new BuildRule(
        "app",
        new BuildImages(List.of("stage.test/team/*"), List.of()),
        GIT,
        List.of(new RefMapping.ToTag("v{tag}")),
        ALLOWED,
        new BuildRecipe(
            BuildStrategy.KANIKO,
            "",
            "Dockerfile",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofHours(1)),
        BuildLimits.NOBODY,
        rebuild,
        after);
  }

  static BuildOrder order(String requestId) {
    return order(requestId, null);
  }

  static BuildOrder order(String requestId, @Nullable GitRef ref) {
    return new BuildOrder(requestId, IMAGE, "app", ref, "ann", "a Pod waits for it");
  }

  BuildAnswer ask(BuildOrder order) {
    ImageBuild build =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                ImageBuild.class,
                FakeMessages.options(
                    WorkflowIds.build(
                        order.image().repository(),
                        Objects.requireNonNull(order.image().tag(), "tag"))));
    return Objects.requireNonNull(
        WorkflowClient.executeUpdateWithStart(
            build::request,
            order,
            UpdateOptions.<BuildAnswer>newBuilder()
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build(),
            new WithStartWorkflowOperation<>(build::run, ImageBuild.Start.of(order))));
  }

  /** Orders, and waits for the end. */
  BuildStatus build() {
    ask(order("r1"));
    return end();
  }

  BuildStatus end() {
    return stub().getResult(BuildStatus.class);
  }

  WorkflowStub stub() {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(ID);
  }

  BuildStatus cancel() {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(ImageBuild.class, ID)
        .cancel(new CancelMessage("c1", "ann", "not today"));
  }

  void settle() {
    temporal.sleep(Duration.ofSeconds(2));
  }

  @Override
  public void close() {
    temporal.close();
  }
}
