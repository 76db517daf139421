package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A promotion writes into Git for as long as nothing moved after it. */
class PromotionGitTest {

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void triesGitUntilItWorks() {
    world.failAlways("git manifests", FailureType.REFUSED);
    environment.ask(order());
    environment.pass(Duration.ofDays(2));
    assertThat(environment.status().state()).isEqualTo(PromotionState.MOVING);
    assertThat(environment.status().cause()).contains("Git manifests: ").contains("REFUSED");
    assertThat(world.count("git")).isBetween(20L, 120L);
    world.heal("git manifests");
    assertThat(environment.end().commits()).containsExactly("manifests c1");
  }

  @Test
  void leavesGitAloneOnceSomethingElseMovedAfterIt() {
    world.failAlways("git manifests", FailureType.REFUSED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(10));
    world.later = "superseded by promotion/prod/app:1.2.2";
    world.heal("git manifests");
    PromotionStatus end = environment.end();
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.commits())
        .containsExactly("manifests left: superseded by promotion/prod/app:1.2.2");
    assertThat(world.git).isEmpty();
  }

  @Test
  void asksWhatMovedAfterItBeforeEachTimeItTriesGit() {
    for (int i = 0; i < 3; i++) {
      world.fail("git manifests", FakeRegistry.failure(FailureType.UNAVAILABLE, null));
    }
    environment.ask(order());
    environment.end();
    assertThat(world.count("git")).isEqualTo(4);
    assertThat(world.count("later")).isEqualTo(4);
  }

  @Test
  void leavesGitAloneWhereSomethingElseMovesWhileItWrites() {
    world.beforePush = () -> "superseded by promotion/prod/app:1.2.4";
    assertThat(environment.promote().commits())
        .containsExactly("manifests left: superseded by promotion/prod/app:1.2.4");
    assertThat(world.git).isEmpty();
  }

  @Test
  void saysWhereItWritesFromTheMomentItMovesWhateverItsPathSaysByNow() {
    world.failAlways("git manifests", FailureType.REFUSED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(10));
    world.path = null;
    environment.pass(Duration.ofMinutes(10));
    assertThat(environment.status().git()).containsExactly("manifests");
  }

  @Test
  void doesNotWriteGitWhileNobodyKnowsWhetherSomethingElseMoved() {
    world.failAlways("later", FailureType.UNAVAILABLE);
    environment.ask(order());
    environment.pass(Duration.ofHours(1));
    assertThat(environment.status().state()).isEqualTo(PromotionState.MOVING);
    assertThat(world.git).isEmpty();
    world.heal("later");
    assertThat(environment.end().commits()).containsExactly("manifests c1");
  }
}
