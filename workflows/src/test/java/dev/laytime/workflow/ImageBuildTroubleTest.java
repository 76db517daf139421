package dev.laytime.workflow;

import static dev.laytime.workflow.BuildEnvironment.IMAGE;
import static dev.laytime.workflow.BuildEnvironment.order;
import static dev.laytime.workflow.BuildEnvironment.rule;
import static dev.laytime.workflow.FakeRegistry.DIGEST;
import static dev.laytime.workflow.FakeRegistry.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildRequest;
import dev.laytime.activity.FailureType;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.GitRef;
import dev.laytime.build.GitRepository;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others do to a build, and keep from it. */
class ImageBuildTroubleTest {

  private static final Reference LATEST = IMAGE.repository().tagged(Tag.LATEST);
  private static final BuildOrder OF_MAIN = order("x", new GitRef.BranchRef("main"));

  private final BuildEnvironment environment = new BuildEnvironment();
  private final FakeBuilds world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void refusesAnOrderOfWhichPartsAreMissing() {
    WorkflowStub empty = untyped();
    empty.start(Map.of());
    assertThatThrownBy(() -> empty.getResult(BuildStatus.class))
        .cause()
        .hasMessageContaining("is blank");
    WorkflowStub partly = untyped();
    partly.start(Map.of("order", Map.of("image", IMAGE.text(), "rule", "app")));
    assertThatThrownBy(() -> partly.getResult(BuildStatus.class))
        .cause()
        .hasMessageContaining("the request id is blank");

    world.failAlways("source");
    environment.ask(order("r1"));
    for (Object odd : List.of(Map.of(), Map.of("requestId", "r2", "image", IMAGE.text()))) {
      assertThat(environment.stub().update("request", BuildAnswer.class, odd).answer())
          .isEqualTo("refused");
    }
    assertThatThrownBy(() -> environment.stub().update("request", BuildAnswer.class, "1.2"))
        .isInstanceOf(RuntimeException.class);
    world.heal("source");
    assertThat(environment.end().state()).isEqualTo(BuildState.DONE);
  }

  @Test
  void staysDoneThoughItsWorkflowIsCancelledWhileTheLedgerIsAway() {
    world.failAlways("remember");
    environment.ask(order("r1"));
    sleep(Duration.ofMinutes(1));
    environment.stub().cancel();
    environment.settle();

    assertThat(environment.ask(OF_MAIN).answer()).isEqualTo("busy");
    world.heal("remember");

    assertThatThrownBy(environment::end).isInstanceOf(WorkflowException.class);
    assertThat(world.remembered.getLast().state()).isEqualTo(BuildState.DONE);
  }

  @Test
  void tellsOfAnOrderThatItAcceptedAndCannotBegin() {
    world.rule = rule(true, AfterBuild.NOTHING);
    world.failAlways("remember");
    environment.ask(order("r1"));
    sleep(Duration.ofMinutes(1));
    assertThat(environment.ask(OF_MAIN).answer()).isEqualTo("accepted");
    environment.stub().cancel();
    environment.settle();
    world.heal("remember");

    assertThatThrownBy(environment::end).isInstanceOf(WorkflowException.class);
    BuildStatus last = world.remembered.getLast();
    assertThat(last.order()).isEqualTo(OF_MAIN);
    assertThat(kind(last)).isEqualTo(BuildFailureKind.CANCELLED);
  }

  @Test
  void waitsForRoomForADayHoweverOftenItIsRefused() {
    for (int i = 0; i < 6; i++) {
      world.failBuild(BuildFailureKind.INFRASTRUCTURE);
    }
    BuildStatus end = environment.build();
    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.attempts()).isEqualTo(7);

    world.rule = rule(true, AfterBuild.NOTHING);
    world.failBuilds(BuildFailureKind.QUOTA);
    environment.ask(order("r2"));
    BuildStatus second = environment.end();
    assertThat(kind(second)).isEqualTo(BuildFailureKind.QUOTA);
    assertThat(Duration.between(second.orderedAt(), now())).isBetween(hours(24), hours(27));
  }

  /** Nobody pulls its bases forty times for nothing. */
  @Test
  void buildsSeldomThroughTheDayWhatABuilderBeginsAndCannotEnd() {
    world.failBuilds(BuildFailureKind.INFRASTRUCTURE);
    environment.ask(order("r1"));
    BuildStatus end = environment.end();

    assertThat(kind(end)).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(end.attempts()).isBetween(8, 16);
    assertThat(Duration.between(end.orderedAt(), now())).isBetween(hours(24), hours(30));
  }

  @Test
  void isAsPatientWithWhatIsBuiltAsItWasBefore() {
    for (int i = 0; i < 35; i++) {
      world.fail("source", FailureType.DENIED);
      world.failBuild(BuildFailureKind.QUOTA);
    }
    world.fail("verify", FailureType.DENIED);
    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(Duration.between(end.orderedAt(), now())).isGreaterThan(hours(24));
  }

  @Test
  void bringsNothingThatSomebodyForbidsMeanwhile() throws InterruptedException {
    world.latch = new CountDownLatch(1);
    environment.ask(order("r1"));
    world.building.await();
    world.refusal = "it is forbidden by ann";
    world.existed = "it was there before";
    world.latch.countDown();

    assertThat(environment.end().failure())
        .isEqualTo(BuildFailure.of(BuildFailureKind.NOT_ALLOWED, "it is forbidden by ann"));
    assertThat(world.count("copy")).isZero();
  }

  @Test
  void takesWhatItBringsItselfForNoReasonAgainstIt() throws InterruptedException {
    world.latch = new CountDownLatch(1);
    environment.ask(order("r1"));
    world.building.await();
    world.existed = "it was there before";
    world.latch.countDown();

    assertThat(environment.end().state()).isEqualTo(BuildState.DONE);
  }

  @Test
  void staysDoneThoughItsRuleGoesBeforeItsPromotion() {
    world.rule = rule(false, new AfterBuild(List.of("latest"), "prod"));
    world.busy.set(1_000_000);
    environment.ask(order("r1"));
    sleep(Duration.ofSeconds(5));
    assertThatThrownBy(environment::cancel).isInstanceOf(RuntimeException.class);
    world.rule = null;

    BuildStatus end = environment.end();
    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.tags()).containsExactly("1.2", "latest");
    assertThat(end.cause()).contains("no build rule app any more: nothing more follows");
  }

  @Test
  void hearsThatItIsNeverTaken() {
    world.fail("copy", FailureType.FORBIDDEN_IMAGE);

    assertThat(kind(environment.build())).isEqualTo(BuildFailureKind.NOT_ALLOWED);
    assertThat(world.count("copy")).isEqualTo(1);
  }

  @Test
  void isCancelledAsLongAsNothingNamesIt() {
    world.fail("copy", FailureType.DENIED);
    environment.ask(order("r1"));
    environment.settle();

    assertThat(kind(environment.cancel())).isEqualTo(BuildFailureKind.CANCELLED);
    assertThat(world.registries.at(IMAGE)).isNull();
  }

  @Test
  void takesNothingAlongThatABuilderSaysOfWhatItBuilt() {
    environment.build();

    assertThat(world.copies).singleElement().matches(copy -> !copy.referrers());
  }

  @Test
  void leavesATagToWhoWroteItMeanwhile() {
    world.rule = rule(true, AfterBuild.NOTHING);
    world.registries.put(IMAGE, OTHER);
    environment.build();
    assertThat(world.offers.getFirst().expected()).isEqualTo(new ExpectedTag(OTHER));

    world.rule = rule(false, AfterBuild.NOTHING);
    world.registries.untag(IMAGE);
    world.otherWritten = OTHER;
    environment.ask(order("r2"));
    BuildStatus end = environment.end();
    assertThat(kind(end)).isEqualTo(BuildFailureKind.NOT_ALLOWED);
    assertThat(end.cause()).contains("somebody wrote it meanwhile");
    assertThat(world.offers).hasSize(2);
    assertThat(world.offers.getLast().expected()).isEqualTo(new ExpectedTag(null));
  }

  @Test
  void leavesAnAliasToWhoWroteItMeanwhile() {
    world.rule = rule(true, new AfterBuild(List.of("latest"), null));
    world.registries.put(IMAGE, DIGEST);
    world.otherWritten = OTHER;

    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.cause())
        .isEqualTo("%s is %s by now: somebody wrote it meanwhile", LATEST, OTHER);
    assertThat(world.offers).hasSize(1);
  }

  @Test
  void provesItsSourceAnewByARuleThatIsAnother() {
    world.failBuild(BuildFailureKind.QUOTA);
    environment.ask(order("r1"));
    environment.settle();
    BuildRule before = rule(false, AfterBuild.NOTHING);
    GitRepository moved = new GitRepository("https://git.test/team/other.git", null);
    world.rule =
        new BuildRule(
            before.name(),
            before.images(),
            moved,
            before.refs(),
            before.allowed(),
            before.recipe(),
            before.orders(),
            before.rebuild(),
            before.after());

    assertThat(environment.end().state()).isEqualTo(BuildState.DONE);
    assertThat(world.count("source")).isEqualTo(2);
    assertThat(world.builds.getLast().source().isProvenIn(moved, before.allowed())).isTrue();
  }

  @Test
  void leavesNoBuilderAtWhatNobodyWaitsFor() {
    world.fail("build", FailureType.DENIED);
    environment.ask(order("r1"));
    environment.settle();
    environment.cancel();
    environment.end();
    assertThat(world.abandoned).extracting(BuildRequest::attempt).containsExactly(1);

    world.fail("build", FailureType.DENIED);
    environment.ask(order("r2"));
    environment.settle();
    world.rule = null;
    environment.end();
    assertThat(world.abandoned).hasSize(2);
  }

  @Test
  void endsAtOnceWhereItsLifeWouldNeverTakeIt() {
    world.declined.add("1.2");

    BuildStatus end = environment.build();

    assertThat(kind(end)).isEqualTo(BuildFailureKind.NOT_ALLOWED);
    assertThat(end.cause()).isEqualTo(IMAGE + " is forbidden");
    assertThat(world.count("offer 1.2")).isEqualTo(1);
  }

  @Test
  void leavesAnAliasThatItsLifeWouldNeverWrite() {
    world.rule = rule(false, new AfterBuild(List.of("latest"), null));
    world.declined.add("latest");

    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.cause()).contains(LATEST + " is forbidden");
  }

  @Test
  void doesNotForgetABuilderThatItCouldNotEnd() {
    world.fail("build", FailureType.DENIED);
    world.failAlways("abandon");
    environment.ask(order("r1"));
    environment.settle();
    assertThat(environment.cancel().state()).isEqualTo(BuildState.FAILED);
    sleep(Duration.ofMinutes(20));
    assertThat(world.abandoned).isEmpty();

    world.heal("abandon");
    environment.end();
    assertThat(world.abandoned).hasSize(1);
  }

  /** By then its deadline has ended it. */
  @Test
  void endsThoughABuilderNeverDoes() {
    world.fail("build", FailureType.DENIED);
    world.failAlways("abandon");
    environment.ask(order("r1"));
    environment.settle();
    environment.cancel();

    assertThat(kind(environment.end())).isEqualTo(BuildFailureKind.CANCELLED);
    assertThat(world.count("abandon")).isGreaterThan(5);
  }

  /** Nobody told whether it goes on. */
  @Test
  void endsWhatIsGivenUpAndItsBuilder() {
    world.givesUp = true;

    BuildStatus end = environment.build();

    assertThat(kind(end)).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(end.attempts()).isEqualTo(1);
    assertThat(world.abandoned).hasSize(1);
  }

  @Test
  void buildsAgainWhatIsGoneWhenItIsLookedFor() {
    world.missing.set(1);
    world.fail("copy", FailureType.NOT_FOUND);
    BuildStatus end = environment.build();
    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.attempts()).isEqualTo(3);

    world.rule = rule(true, AfterBuild.NOTHING);
    world.missing.set(100);
    environment.ask(order("r2"));
    BuildStatus second = environment.end();
    assertThat(kind(second)).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(second.attempts()).isEqualTo(5);
  }

  private WorkflowStub untyped() {
    return environment
        .temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub("ImageBuild", FakeMessages.options(BuildEnvironment.ID));
  }

  private void sleep(Duration length) {
    environment.temporal.sleep(length);
  }

  /** Skipped time may go on by a builder's own two hours before it is read. */
  private Instant now() {
    return Instant.ofEpochMilli(environment.temporal.currentTimeMillis());
  }

  private static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }

  private static BuildFailureKind kind(BuildStatus status) {
    return Objects.requireNonNull(status.failure(), "It failed").kind();
  }
}
