package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several copies and two workers at once, and copies that are called off. */
@ExtendWith(ProvingGround.class)
final class ConcurrentCopiesTest {

  private static final long MB = 1_000_000;
  private static final int LAYERS = 4;

  /** So that neither of two workers does all of it. */
  private static final List<String> ONE_COPY_AT_A_TIME = List.of("--laytime.concurrency.copies=1");

  private static final Duration SOON = Duration.ofSeconds(60);

  private static DistributionRegistry source;
  private static DistributionRegistry target;
  private static FaultProxy slow;
  private static Team team;
  private static Images images;
  private static Crane crane;

  @BeforeAll
  static void start(Workspace workspace) {
    source = DistributionRegistry.start(workspace);
    target = DistributionRegistry.start(workspace);
    slow = workspace.keep(FaultProxy.before(source));
    team = Team.start(workspace, ONE_COPY_AT_A_TIME);
    LaytimeWorker.start(workspace, team.temporal(), ONE_COPY_AT_A_TIME);
    images = workspace.keep(new Images(workspace.directory("images")));
    crane = new Crane(workspace);
  }

  @AfterEach
  void hurry() {
    slow.throttle(Long.MAX_VALUE);
  }

  @Test
  void allArriveWhenTwoWorkersShareThem() {
    Map<String, Digest> wanted = new LinkedHashMap<>();
    for (String name : List.of("one", "two", "three", "four")) {
      wanted.put(name, images.index(source, "many/" + name, "1", List.of("amd64"), LAYERS, MB));
    }
    slow.throttle(MB);
    List<LaytimeCli.Run> runs =
        wanted.keySet().stream()
            .map(name -> mirror(slow.image("many/" + name + ":1"), "many/" + name + ":1"))
            .toList();
    assertThat(runs).allSatisfy(run -> assertThat(run.finish().exitCode()).isZero());
    wanted.forEach((name, digest) ->
        assertThat(crane.digest(target.image("many/" + name + ":1"))).isEqualTo(digest.value()));
    assertThat(
            wanted.keySet().stream()
                .map(name -> team.copiedBy(target.image("many/" + name + ":1")))
                .distinct())
        .hasSize(2);
  }

  @Test
  void waitForTheOneThatHasTheTarget() {
    images.image(source, "first/app", "1", LAYERS, 5 * MB);
    Digest second = images.image(source, "second/app", "1", LAYERS, MB);
    slow.throttle(MB / 10);

    LaytimeCli.Run holding = mirror(slow.image("first/app:1"), "held/app:1");
    team.awaitProgress(target.image("held/app:1"), progress -> progress.bytesDone() > 0);
    LaytimeCli.Run waiting = mirror(source.image("second/app:1"), "held/app:1");
    Await.until("it says what it waits for", SOON, () -> isWaiting(waiting.errorsSoFar()));
    slow.throttle(Long.MAX_VALUE);

    assertThat(holding.finish().exitCode()).isZero();
    assertThat(waiting.finish().exitCode()).isZero();
    assertThat(crane.digest(target.image("held/app:1"))).isEqualTo(second.value());
  }

  @Test
  void endAtOnceAndWriteNoTagWhenCancelled() {
    images.image(source, "endless/app", "1", LAYERS, 5 * MB);
    String image = target.image("cancelled/app:1");
    slow.throttle(MB / 10);

    LaytimeCli.Run run = mirror(slow.image("endless/app:1"), "cancelled/app:1");
    team.awaitProgress(image, progress -> progress.bytesDone() > 0);
    team.temporal().client().newUntypedWorkflowStub(Team.workflowId(image)).cancel();

    assertThat(run.finish(SOON).exitCode()).as("long before all has arrived").isEqualTo(1);
    assertThat(
            team.temporal()
                .client()
                .newUntypedWorkflowStub(Team.workflowId(image))
                .describe()
                .getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(crane.knows(image)).isFalse();
  }

  @Test
  void goOnWithTheWorkerWhenThePersonPressesCtrlC() {
    Digest digest = images.image(source, "endless/other", "1", LAYERS, 5 * MB);
    String image = target.image("left/app:1");
    slow.throttle(MB / 10);

    LaytimeCli.Run run = mirror(slow.image("endless/other:1"), "left/app:1");
    team.awaitProgress(image, progress -> progress.bytesDone() > 0);
    run.interrupt();
    Execution left = run.finish();
    slow.throttle(Long.MAX_VALUE);
    Execution followed = mirror(slow.image("endless/other:1"), "left/app:1").finish();

    assertThat(left.exitCode()).isEqualTo(130);
    assertThat(left.errors()).contains(Team.workflowId(image));
    assertThat(followed.exitCode()).isZero();
    assertThat(crane.digest(image)).isEqualTo(digest.value());
  }

  private static boolean isWaiting(String errors) {
    return errors.contains("being written by another copy") && errors.contains("first/app");
  }

  private static LaytimeCli.Run mirror(String from, String to) {
    return team.cli().start("mirror", from, target.image(to));
  }
}
