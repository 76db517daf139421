package dev.laytime.workflow;

import static dev.laytime.workflow.BuildEnvironment.IMAGE;
import static dev.laytime.workflow.BuildEnvironment.order;
import static dev.laytime.workflow.BuildEnvironment.rule;
import static dev.laytime.workflow.FakeRegistry.DIGEST;
import static dev.laytime.workflow.FakeRegistry.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.GitCommit;
import dev.laytime.image.Tag;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What follows on a build that came to something. */
class AfterBuildTest {

  private final BuildEnvironment environment = new BuildEnvironment();
  private final FakeBuilds world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void namesAliasesLastAndAsksForThePromotion() {
    world.rule = rule(false, new AfterBuild(List.of("latest", "{tag}-{short}"), "prod"));
    world.registries.put(IMAGE.repository().tagged(Tag.LATEST), OTHER);

    BuildStatus end = environment.build();

    assertThat(end.tags()).containsExactly("1.2", "latest", "1.2-abababababab");
    assertThat(end.cause()).isEqualTo("promotion into prod: accepted");
    assertThat(world.registries.at(IMAGE.repository().tagged(Tag.LATEST))).isEqualTo(DIGEST);
    assertThat(world.offers.getFirst().target()).isEqualTo(IMAGE);
  }

  @Test
  void takesNoAliasBackToAnEarlierVersion() {
    world.rule = rule(false, new AfterBuild(List.of("latest", "{tag}-{short}"), "prod"));
    world.registries.put(IMAGE.repository().tagged(Tag.LATEST), OTHER);
    String kept = "latest stays with 1.3, which comes after 1.2";
    world.move = new AliasMove.Stays(kept);

    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.tags()).containsExactly("1.2", "1.2-abababababab");
    assertThat(end.cause()).isEqualTo(kept + "; promotion into prod: accepted");
    assertThat(world.registries.at(IMAGE.repository().tagged(Tag.LATEST))).isEqualTo(OTHER);
    assertThat(world.count("judge 1.2-abababababab")).isZero();
  }

  @Test
  void takesAnAliasAlongABranchAsItsHistoryGoes() {
    world.rule = rule(false, new AfterBuild(List.of("latest"), null));
    world.registries.put(IMAGE.repository().tagged(Tag.LATEST), OTHER);
    GitCommit before = new GitCommit("cd".repeat(20));
    world.move = new AliasMove.FollowsCommits(List.of(before));
    world.elsewhere = before;

    assertThat(environment.build().cause())
        .isEqualTo("latest stays: abababababab does not come after cdcdcdcdcdcd on refs/tags/v1.2");

    world.elsewhere = null;
    world.rule = rule(true, new AfterBuild(List.of("latest"), null));
    environment.ask(order("r2"));
    assertThat(environment.end().tags()).containsExactly("1.2", "latest");
  }

  @Test
  void leavesAnAliasWhereGitDoesNotSay() {
    world.rule = rule(false, new AfterBuild(List.of("latest"), null));
    world.registries.put(IMAGE.repository().tagged(Tag.LATEST), OTHER);
    world.move = new AliasMove.FollowsCommits(List.of(new GitCommit("cd".repeat(20))));
    world.failAlways("compare");

    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.tags()).containsExactly("1.2");
    assertThat(end.cause()).startsWith("latest: ");
  }

  @Test
  void asksGitThatDoesNotSayForNoOtherAlias() {
    world.rule = rule(false, new AfterBuild(List.of("latest", "edge", "main"), "prod"));
    List.of("latest", "edge", "main")
        .forEach(alias -> world.registries.put(IMAGE.repository().tagged(new Tag(alias)), OTHER));
    world.move = new AliasMove.FollowsCommits(List.of(new GitCommit("cd".repeat(20))));
    world.failAlways("compare");

    BuildStatus end = environment.build();

    assertThat(end.tags()).containsExactly("1.2");
    assertThat(end.cause())
        .contains("latest: ", "edge: ", "main: ")
        .endsWith("promotion into prod: accepted");
    assertThat(world.asked.subList(world.asked.indexOf("judge edge"), world.asked.size()))
        .contains("judge main", "promote prod")
        .doesNotContain("compare");
  }

  @Test
  void letsNoAliasThatCannotBeWrittenHoldUpWhatFollows() {
    world.rule = rule(false, new AfterBuild(List.of("latest", "edge", "{short}"), "prod"));
    world.unwritten.add("latest");
    world.fail("offer edge", FailureType.DENIED);

    BuildStatus end = environment.build();

    assertThat(end.state()).isEqualTo(BuildState.DONE);
    assertThat(end.tags()).containsExactly("1.2", "abababababab");
    assertThat(end.cause())
        .contains("latest has not written its tag yet: ", "edge: ")
        .endsWith("promotion into prod: accepted");
    assertThat(world.count("offer latest")).isEqualTo(1);
  }

  @Test
  void asksAgainForAPromotionThatIsBehindAnother() {
    world.rule = rule(false, new AfterBuild(List.of("latest"), "prod"));
    world.unwritten.add("latest");
    world.busy.set(3);

    BuildStatus end = environment.build();

    assertThat(end.cause()).endsWith("promotion into prod: accepted");
    assertThat(world.count("promote prod")).isEqualTo(4);
    assertThat(world.count("offer latest")).isEqualTo(1);

    world.rule = rule(true, new AfterBuild(List.of(), "prod"));
    world.busy.set(1_000_000);
    environment.ask(order("r2"));
    assertThat(environment.end().cause())
        .isEqualTo("promotion into prod: busy, another one is on its way: nothing more follows");
    assertThat(environment.end().state()).isEqualTo(BuildState.DONE);
  }
}
