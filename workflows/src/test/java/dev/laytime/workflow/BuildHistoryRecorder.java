package dev.laytime.workflow;

import static dev.laytime.workflow.BuildEnvironment.order;
import static dev.laytime.workflow.BuildEnvironment.rule;

import dev.laytime.activity.FailureType;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.Resolution;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records builds for {@link ReplayTest}, as {@link HistoryRecorder} does copies. */
class BuildHistoryRecorder {

  private final BuildEnvironment environment = new BuildEnvironment();
  private final FakeBuilds world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void recordsABuildWithAllThatFollows() throws IOException {
    world.rule = rule(false, new AfterBuild(List.of("latest"), "prod"));
    world.failBuild(BuildFailureKind.QUOTA);
    world.fail("copy", FailureType.DENIED);
    environment.build();
    record("built");
  }

  @Test
  void recordsABuildOfNothing() throws IOException {
    world.resolution =
        new Resolution.Final(BuildFailure.of(BuildFailureKind.UNKNOWN_REF, "no such tag"));
    environment.build();
    record("unknown");
  }

  @Test
  void recordsABuildThatIsCancelled() throws IOException, InterruptedException {
    world.latch = new CountDownLatch(1);
    environment.ask(order("r1"));
    environment.ask(order("r2"));
    world.building.await();
    environment.cancel();
    environment.end();
    record("joined-and-cancelled");
  }

  private void record(String name) throws IOException {
    HistoryRecorder.write(environment.temporal, BuildEnvironment.ID, "ImageBuild", name);
  }
}
