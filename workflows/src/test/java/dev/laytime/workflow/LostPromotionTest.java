package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.EU;
import static dev.laytime.workflow.PromotionEnvironment.OTHER;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.Promotion.CancelMessage;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A promotion whose run Temporal has lost is begun again, and goes on where the ledger has it. */
class LostPromotionTest {

  private static final Gate PEOPLE = new Gate.Approved("people", 2, false, List.of());

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private void lose() {
    environment.stub().terminate("lost");
  }

  /** One destination has nothing yet, and the others all. */
  private PromotionStatus loseHalfWay() {
    world.failAlways("copy eu.test", FailureType.DENIED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(2));
    PromotionStatus moving = environment.status();
    lose();
    world.heal("copy eu.test");
    return moving;
  }

  @Test
  void goesOnMovingWithoutAskingItsGatesAgain() {
    PromotionStatus moving = loseHalfWay();
    long read = world.count("orders");
    world.path = path(PEOPLE);
    environment.pass(Duration.ofHours(1));
    assertThat(environment.ask(order()).answer()).isEqualTo("accepted");
    PromotionStatus end = environment.end();
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.orderedAt()).isEqualTo(moving.orderedAt());
    assertThat(end.movedAt()).isEqualTo(moving.movedAt());
    assertThat(world.count("orders")).isEqualTo(read);
    assertThat(world.registries.at(EU)).isEqualTo(DIGEST);
    assertThat(world.attestations).hasSize(3);
    assertThat(end.commits()).containsExactly("manifests c1");
  }

  @Test
  void waitsOnWithWhatWasSaidOfIt() {
    world.path = path(PEOPLE);
    environment.ask(order());
    environment.approve("ann");
    environment.settle();
    lose();
    environment.pass(Duration.ofHours(1));
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().cause()).contains("1 of 2 approvals: ann");
    environment.approve("bob");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void beginsAtItsGatesWhereItIsAnotherOrder() {
    loseHalfWay();
    world.path = path(PEOPLE);
    environment.pass(Duration.ofHours(1));
    environment.ask(order("r1", OTHER));
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    assertThat(environment.status().destinations()).isEmpty();
  }

  @Test
  void readsNothingBeforeTheLedgerSaysWhereItStood() {
    world.failAlways("remember WAITING", FailureType.UNAVAILABLE);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(10));
    assertThat(environment.status().cause()).contains("UNAVAILABLE");
    assertThat(world.count("orders")).isZero();
    assertThat(world.remembered).isEmpty();
    world.heal("remember WAITING");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void isNotCancelledWhereItTurnsOutToMove() {
    loseHalfWay();
    environment.pass(Duration.ofHours(1));
    world.failAlways("remember WAITING", FailureType.UNAVAILABLE);
    environment.ask(order());
    WorkflowUpdateHandle<PromotionStatus> cancelled =
        environment
            .stub()
            .startUpdate(
                "cancel",
                WorkflowUpdateStage.ACCEPTED,
                PromotionStatus.class,
                new CancelMessage("c1", "ann", "not today"));
    world.heal("remember WAITING");
    assertThat(cancelled.getResult().state()).isNotEqualTo(PromotionState.CANCELLED);
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }
}
