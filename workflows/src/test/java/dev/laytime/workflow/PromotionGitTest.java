package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.EU;
import static dev.laytime.workflow.PromotionEnvironment.OTHER;
import static dev.laytime.workflow.PromotionEnvironment.PROD;
import static dev.laytime.workflow.PromotionEnvironment.US;
import static dev.laytime.workflow.PromotionEnvironment.moving;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.List;
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

  /** Everything has come, and Git is to be written. */
  private void promoteOver() {
    world.path = moving(path());
    for (Reference target : List.of(PROD, EU, US)) {
      world.registries.put(target, OTHER);
    }
    environment.ask(order());
  }

  private static PromotionOrder back() {
    return order("r2", OTHER, "release", PromotionOrder.Kind.ROLLBACK);
  }

  private static String written(Digest digest) {
    return "1.2.3 " + digest.abbreviated();
  }

  @Test
  void letsARollbackMoveTheTagsWhileGitIsAway() {
    world.failAlways("git manifests", FailureType.UNAVAILABLE);
    promoteOver();
    environment.pass(Duration.ofMinutes(30));
    assertThat(world.registries.at(PROD)).isEqualTo(DIGEST);
    assertThat(environment.ask(back()).answer()).isEqualTo("accepted");
    environment.pass(Duration.ofMinutes(1));
    assertThat(world.registries.at(PROD)).isEqualTo(OTHER);
    PromotionStatus former = last("r1");
    assertThat(former.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(former.commits())
        .containsExactly("manifests left: superseded by the rollback that ci ordered");
    assertThat(environment.status().order()).isEqualTo(back());
    assertThat(environment.status().state()).isEqualTo(PromotionState.MOVING);
    assertThat(environment.status().cause()).contains("Git manifests: ").contains("UNAVAILABLE");
    world.heal("git manifests");
    assertThat(environment.end().commits()).containsExactly("manifests c1");
    assertThat(world.git.get("manifests")).containsExactly(written(OTHER));
  }

  private PromotionStatus last(String requestId) {
    return world.remembered.stream()
        .filter(status -> status.order().requestId().equals(requestId))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  @Test
  void endsAnAttemptToWriteGitForARollback() {
    world.whileWriting =
        () -> {
          world.whileWriting = () -> {};
          environment.ask(back());
          // Throws, as its promotion does not want it any more.
          Activity.getExecutionContext().heartbeat("pushing");
        };
    promoteOver();
    environment.pass(Duration.ofMinutes(10));
    assertThat(last("r1").commits())
        .containsExactly("manifests left: superseded by the rollback that ci ordered");
    assertThat(environment.status().order()).isEqualTo(back());
    assertThat(environment.status().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.git.get("manifests")).containsExactly(written(OTHER));
  }

  @Test
  void isBusyForARollbackWhileADestinationIsAway() {
    world.failAlways("copy eu.test", FailureType.DENIED);
    promoteOver();
    environment.pass(Duration.ofMinutes(5));
    assertThat(environment.ask(back()).answer()).isEqualTo("busy");
    world.heal("copy eu.test");
    assertThat(environment.end().commits()).containsExactly("manifests c1");
  }
}
