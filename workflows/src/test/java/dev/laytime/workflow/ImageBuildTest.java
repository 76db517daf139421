package dev.laytime.workflow;

import static dev.laytime.workflow.BuildEnvironment.IMAGE;
import static dev.laytime.workflow.BuildEnvironment.WORKSHOP;
import static dev.laytime.workflow.BuildEnvironment.order;
import static dev.laytime.workflow.BuildEnvironment.rule;
import static dev.laytime.workflow.FakeRegistry.DIGEST;
import static dev.laytime.workflow.FakeRegistry.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildAttestRequest;
import dev.laytime.activity.BuildRequest;
import dev.laytime.activity.FailureType;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildRun;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRef;
import dev.laytime.build.GitRepository;
import dev.laytime.build.Resolution;
import dev.laytime.image.Reference;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageBuildTest {

  private final BuildEnvironment environment = new BuildEnvironment();
  private final FakeBuilds world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void buildsVerifiesAndBringsTheImageWhereItBelongs() {
    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.source()).isEqualTo(FakeBuilds.SOURCE);
    assertThat(end.built()).isEqualTo(WORKSHOP.pinned(DIGEST));
    assertThat(end.tags()).containsExactly("1.2");
    assertThat(world.registries.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(world.builds)
        .containsExactly(
            new BuildRequest(
                rule(false, AfterBuild.NOTHING),
                IMAGE,
                FakeBuilds.SOURCE,
                BuildId.of(IMAGE, FakeBuilds.SOURCE.commit(), BuildStrategy.KANIKO).orderedBy("r1"),
                WORKSHOP));
    assertThat(world.remembered).last().isEqualTo(end);
  }

  @Test
  void saysWhereItComesFromBeforeAnythingNamesIt() {
    world.fail("attest", FailureType.DENIED);
    world.rule = rule(false, new AfterBuild(List.of("latest"), null));

    BuildStatus end = environment.build();

    BuildRun run = Objects.requireNonNull(end.run());
    assertThat(run.rule()).isEqualTo("app");
    assertThat(run.source()).isEqualTo(rule(false, AfterBuild.NOTHING).source());
    assertThat(run.recipe()).isEqualTo(rule(false, AfterBuild.NOTHING).recipe());
    assertThat(run.builders()).containsExactly(FakeBuilds.BUILDER);
    assertThat(run.builtAt()).isAfterOrEqualTo(run.begunAt());
    assertThat(world.attested)
        .containsExactly(
            new BuildAttestRequest(
                IMAGE.repository(),
                DIGEST,
                BuildEnvironment.ID,
                "r1",
                IMAGE,
                FakeBuilds.SOURCE,
                run));
    assertThat(world.asked.stream().filter(each -> each.matches("copy|attest|offer.*")).distinct())
        .containsExactly("copy", "attest", "offer 1.2", "offer latest");
    assertThat(world.count("attest")).isEqualTo(2);
  }

  @Test
  void tellsHowItWasBuiltWhateverItsRuleSaysByThen() {
    world.fail("copy", FailureType.DENIED);
    environment.ask(order("r1"));
    environment.settle();
    assertThat(world.builds).hasSize(1);
    BuildRule other = rule(true, AfterBuild.NOTHING);
    world.rule =
        new BuildRule(
            other.name(),
            other.images(),
            new GitRepository("https://git.test/team/other.git", null),
            other.refs(),
            other.allowed(),
            other.recipe(),
            other.orders(),
            other.rebuild(),
            other.after());

    assertThat(Objects.requireNonNull(environment.end().run()).source())
        .isEqualTo(rule(false, AfterBuild.NOTHING).source());
  }

  @Test
  void buildsOnceForAllWhoAsk() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    world.latch = gate;
    List<String> answers =
        IntStream.range(0, 10).mapToObj(i -> environment.ask(order("r" + i)).answer()).toList();
    BuildAnswer other = environment.ask(order("x", new GitRef.BranchRef("main")));
    BuildAnswer forged =
        environment.ask(new BuildOrder("r0", IMAGE, "other", null, "ann", "again"));
    world.building.await();
    gate.countDown();

    assertThat(environment.end().joined()).isEqualTo(9);
    assertThat(answers.getFirst()).isEqualTo("accepted");
    assertThat(answers.subList(1, 10)).containsOnly("joined");
    assertThat(other.answer()).isEqualTo("busy");
    assertThat(forged.answer()).isEqualTo("refused");
    assertThat(world.builds).hasSize(1);
  }

  /** Somebody took it for lost, who was wrong. */
  @Test
  void goesOnThoughTheLedgerHoldsItForOver() {
    world.rule = rule(false, new AfterBuild(List.of("latest"), "prod"));
    world.busy.set(10);
    environment.ask(order("r1"));
    environment.settle();
    world.over = "this order is over already: DONE";

    BuildStatus end = environment.end();

    assertThat(end.cause()).isEqualTo("promotion into prod: accepted");
    assertThat(world.count("promote prod")).isEqualTo(11);
  }

  @Test
  void beginsNothingOfAnOrderThatIsOver() {
    world.over = "this order is over already: DONE";

    BuildStatus end = environment.build();

    assertThat(end.failure()).isEqualTo(BuildFailure.of(BuildFailureKind.NOT_ALLOWED, world.over));
    assertThat(world.count("source")).isZero();
  }

  @Test
  void endsWhereThereIsNothingToBuild() {
    BuildFailure unknown = BuildFailure.of(BuildFailureKind.UNKNOWN_REF, "there is no tag v1.2");
    world.resolution = new Resolution.Final(unknown);

    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.FAILED);
    assertThat(end.failure()).isEqualTo(unknown);
    assertThat(world.builds).isEmpty();
  }

  @Test
  void buildsNothingThatMayNotBeBuilt() {
    world.refusal = "it was there before";
    assertThat(environment.build().failure())
        .isEqualTo(BuildFailure.of(BuildFailureKind.NOT_ALLOWED, "it was there before"));

    world.rule = null;
    environment.ask(order("r2"));
    assertThat(environment.end().cause()).contains("no build rule app any more");
    assertThat(world.count("source")).isZero();
  }

  @Test
  void buildsAgainWhatMayGoBetterAndNothingElse() {
    world.failBuild(BuildFailureKind.QUOTA);
    world.failBuild(BuildFailureKind.IMAGE_PULL);
    BuildStatus end = environment.build();
    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.attempts()).isEqualTo(3);
    assertThat(world.builds).extracting(BuildRequest::attempt).containsExactly(1, 2, 3);
    assertThat(world.builds)
        .extracting(BuildRequest::id)
        .containsOnly(world.builds.getFirst().id());

    world.rule = rule(true, AfterBuild.NOTHING);
    world.failBuild(BuildFailureKind.USER_ERROR);
    environment.ask(order("r2"));
    BuildStatus second = environment.end();
    assertThat(second.attempts()).isEqualTo(1);
    assertThat(world.builds.getLast().id()).isNotEqualTo(world.builds.getFirst().id());
    assertThat(second.failure())
        .isEqualTo(new BuildFailure(BuildFailureKind.USER_ERROR, "exit 1", "no space left"));
  }

  @Test
  void waitsOutTroubleOfOthersForADay() {
    world.fail("source", FailureType.DENIED);
    world.fail("verify", FailureType.UNAUTHORIZED);
    world.fail("copy", FailureType.DENIED);
    world.fail("offer 1.2", FailureType.UNAUTHORIZED);
    assertThat(environment.build().state()).isEqualTo(BuildState.DONE);
    assertThat(world.builds).hasSize(1);

    world.rule = rule(true, AfterBuild.NOTHING);
    world.failAlways("source");
    environment.ask(order("r2"));
    BuildStatus end = environment.end();
    assertThat(end.state()).isEqualTo(BuildState.FAILED);
    assertThat(kind(end)).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(world.builds).hasSize(1);
  }

  @Test
  void bringsNothingThatIsNotAsItWasAskedFor() {
    world.fault = "it is for linux/arm64";

    BuildStatus end = environment.build();

    assertThat(end.failure())
        .isEqualTo(BuildFailure.of(BuildFailureKind.USER_ERROR, "it is for linux/arm64"));
    assertThat(world.count("copy")).isZero();
    assertThat(world.registries.at(IMAGE)).isNull();
  }

  @Test
  void buildsNothingUnderATagThatNamesSomething() {
    world.registries.put(IMAGE, OTHER);

    BuildStatus end = environment.build();

    assertThat(kind(end)).isEqualTo(BuildFailureKind.NOT_ALLOWED);
    assertThat(end.cause()).contains("is " + OTHER + " already");
    assertThat(world.builds).isEmpty();
  }

  @Test
  void movesNoTagThatSomebodyElseWroteMeanwhile() throws InterruptedException {
    world.latch = new CountDownLatch(1);
    environment.ask(order("r1"));
    world.building.await();
    world.registries.put(IMAGE, OTHER);
    world.latch.countDown();

    BuildStatus end = environment.end();

    assertThat(kind(end)).isEqualTo(BuildFailureKind.NOT_ALLOWED);
    assertThat(end.cause()).contains("is " + OTHER + " by now");
    assertThat(world.registries.at(IMAGE)).isEqualTo(OTHER);
    world.rule = rule(true, AfterBuild.NOTHING);
    environment.ask(order("r2"));
    assertThat(environment.end().state()).isEqualTo(BuildState.DONE);
    assertThat(world.registries.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void endsItsBuilderWhenSomebodyDoesNotWantIt() throws InterruptedException {
    world.latch = new CountDownLatch(1);
    environment.ask(order("r1"));
    world.building.await();

    BuildStatus end = environment.cancel();

    assertThat(end.failure())
        .isEqualTo(BuildFailure.of(BuildFailureKind.CANCELLED, "cancelled by ann: not today"));
    assertThat(world.interrupted).isTrue();
    assertThat(environment.end()).isEqualTo(end);
  }

  @Test
  void endsItsBuilderWithItsWorkflow() throws InterruptedException {
    world.latch = new CountDownLatch(1);
    environment.ask(order("r1"));
    world.building.await();

    environment.stub().cancel();

    assertThatThrownBy(environment::end).isInstanceOf(WorkflowException.class);
    assertThat(world.interrupted).isTrue();
    assertThat(kind(world.remembered.getLast())).isEqualTo(BuildFailureKind.CANCELLED);
  }

  @Test
  void takesNoOrderThatCannotBeKept() {
    environment.ask(order("r1"));
    for (BuildOrder wrong :
        List.of(
            new BuildOrder("", IMAGE, "app", null, "ann", ""),
            new BuildOrder("r2", IMAGE, "app", null, "a\nb", ""),
            new BuildOrder("r2", Reference.parse("a.test/b:1"), "app", null, "ann", ""))) {
      assertThat(
              environment
                  .temporal
                  .getWorkflowClient()
                  .newWorkflowStub(ImageBuild.class, BuildEnvironment.ID)
                  .request(wrong)
                  .answer())
          .isEqualTo("refused");
    }
  }

  @Test
  void beginsWithItsCommitWhateverItIsStartedWith() {
    BuildStatus pushing = environment.build();
    world.asked.clear();
    ImageBuild build =
        environment
            .temporal
            .getWorkflowClient()
            .newWorkflowStub(ImageBuild.class, FakeMessages.options(BuildEnvironment.ID));
    WorkflowClient.start(build::run, new ImageBuild.Start(order("r2"), pushing, null));
    assertThatThrownBy(environment::end)
        .cause()
        .hasMessageContaining("start it with its order alone");
    assertThat(world.asked).isEmpty();
  }

  @Test
  void goesOnInANewRun() {
    try (BuildEnvironment renewed = new BuildEnvironment(new EarlyRenewal(30))) {
      for (int i = 0; i < 4; i++) {
        renewed.world.failBuild(BuildFailureKind.QUOTA);
      }
      BuildStatus end = renewed.build();

      assertThat(end.state()).isEqualTo(BuildState.DONE);
      assertThat(end.attempts()).isEqualTo(5);
      assertThat(renewed.world.count("source")).isEqualTo(1);
    }
  }

  private static @Nullable BuildFailureKind kind(BuildStatus status) {
    BuildFailure failure = status.failure();
    return failure == null ? null : failure.kind();
  }
}
