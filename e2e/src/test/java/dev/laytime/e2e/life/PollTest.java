package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollReport;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.workflow.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A mirror is polled by a schedule of a real Temporal, from a real registry into another part. */
@ExtendWith(ProvingGround.class)
@Execution(ExecutionMode.CONCURRENT)
final class PollTest {

  private static final String NAME = "polled";

  /** Nothing that the test looks at leaves meanwhile. */
  private static final Durations DURATIONS = Durations.QUICK.kept("10m", "10m");

  private DistributionRegistry registry;
  private TemporalServer temporal;
  private PostgresServer postgres;
  private Workspace workspace;
  private Scene scene;
  private ScheduleHandle schedule;
  private @Nullable LaytimeWorker worker;
  private @Nullable LaytimeApi api;

  @BeforeEach
  void start(Workspace given) {
    workspace = given;
    registry = DistributionRegistry.start(given);
    postgres = PostgresServer.start(given);
    temporal = TemporalServer.start(given);
    scene = Scene.in(given, NAME, registry, registry, () -> Objects.requireNonNull(api));
    schedule =
        ScheduleClient.newInstance(temporal.client().getWorkflowServiceStubs())
            .getHandle(WorkflowIds.mirror(registry.image(NAME)));
  }

  @Test
  void refreshesWhatMovesBringsWhatIsNewAndKeepsWhatVanishes() {
    Digest history = scene.publish("app:old");
    Digest first = scene.publish("app:1");
    work("poll: 1h");
    scene.deploy("app:1");
    scene.awaitState("app:1", "PRESENT");

    assertThat(poll()).isEqualTo(new PollCount(2, 0, 0, 0, 0, List.of()));

    Digest moved = scene.publish("app:1");
    Digest fresh = scene.publish("app:2");
    assertThat(poll()).isEqualTo(new PollCount(3, 2, 1, 0, 0, List.of()));
    scene.await("app:1", "is what its source is", () -> scene.isTagged("app:1", moved));
    scene.await("app:2", "is there", () -> scene.isTagged("app:2", fresh));
    assertThat(scene.isHeld("app:1", first)).isTrue();
    assertThat(scene.probe().has(scene.image("app:old"))).as("history is not brought").isFalse();
    assertThat(api().life(scene.image("app:1")).path("story").toString())
        .contains("mirror %s offers %s".formatted(registry.image(NAME), moved));

    scene.probe().delete(registry.image("upstream/" + NAME + "/app@" + moved));
    scene.awaitState("app:1", "PRESENT");
    scene.awaitState("app:2", "PRESENT", "UNUSED");
    PollCount count = poll();
    assertThat(count.offered()).isZero();
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(count.causes()).singleElement().asString().contains("/app:1", "no such tag");
    assertThat(scene.isTagged("app:1", moved)).isTrue();
    assertThat(scene.probe().has(registry.image("upstream/" + NAME + "/app@" + history))).isTrue();

    staysPausedAndGoesWithItsRule();
  }

  private void staysPausedAndGoesWithItsRule() {
    schedule.pause("somebody looks into it");
    work("poll: 10s");
    Await.until("the schedule follows", Scene.SOON, () -> every().equals(Duration.ofSeconds(10)));
    ScheduleState state = Objects.requireNonNull(described().getSchedule().getState());
    assertThat(state.isPaused()).isTrue();
    assertThat(state.getNote()).isEqualTo("somebody looks into it");

    Digest again = scene.publish("app:1");
    schedule.unpause();
    scene.await("app:1", "is what its source is", () -> scene.isTagged("app:1", again));

    work();
    Await.until("there is no schedule", Scene.SOON, () -> !isScheduled());
  }

  /** Has a worker work with that rule, in the place of any before it. */
  private void work(String... settings) {
    LaytimeWorker before = worker;
    if (before != null) {
      before.kill();
    }
    Configuration configuration = new Configuration();
    scene.addWithoutMirror(configuration, DURATIONS);
    configuration.mirror(registry.image(NAME), registry.image("upstream/" + NAME), settings);
    configuration.lines("ledger:", "  url: " + postgres.url());
    Path file = configuration.writeTo(workspace.directory("config"));
    worker = LaytimeWorker.start(workspace, temporal, List.of("--laytime.config=" + file));
    api = workspace.keep(new LaytimeApi(worker.server()));
  }

  private LaytimeApi api() {
    return scene.api().get();
  }

  /** Polls once, as a person does in the Temporal UI. */
  private PollCount poll() {
    Await.until("it is scheduled", Scene.SOON, this::isScheduled);
    Await.until(
        "no poll runs", Scene.SOON, () -> described().getInfo().getRunningActions().isEmpty());
    long before = described().getInfo().getNumActions();
    schedule.trigger();
    Await.until("a poll began", Scene.SOON, () -> described().getInfo().getNumActions() > before);
    ScheduleActionResult last = described().getInfo().getRecentActions().getLast();
    ScheduleActionExecutionStartWorkflow started =
        (ScheduleActionExecutionStartWorkflow) last.getAction();
    PollReport report =
        temporal
            .client()
            .newUntypedWorkflowStub(started.getWorkflowId())
            .getResult(PollReport.class);
    assertThat(report.failure()).isEmpty();
    return report.count();
  }

  private ScheduleDescription described() {
    return schedule.describe();
  }

  private Duration every() {
    return described().getSchedule().getSpec().getIntervals().getFirst().getEvery();
  }

  private boolean isScheduled() {
    try {
      return described().getId().equals(schedule.getId());
    } catch (ScheduleException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              status -> assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
      return false;
    }
  }
}
