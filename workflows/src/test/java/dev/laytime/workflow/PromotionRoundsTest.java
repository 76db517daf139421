package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.OTHER;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.PromotionOrder;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromotionRoundsTest {

  private static final String ID = WorkflowIds.promotions("release");

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @BeforeEach
  void answer() {
    world.answer = new PromotionAnswer(PromotionEnvironment.ID, "accepted", null);
  }

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private PromotionRounds start() {
    PromotionRounds rounds =
        environment
            .temporal
            .getWorkflowClient()
            .newWorkflowStub(PromotionRounds.class, FakeMessages.options(ID));
    WorkflowClient.start(rounds::run, new PromotionRounds.Start("release", null));
    return rounds;
  }

  private WorkflowStub stub() {
    return environment.temporal.getWorkflowClient().newUntypedWorkflowStub(ID);
  }

  @Test
  void asksForEachAndComesBackWhenThePathSays() {
    world.round = round(order("a", DIGEST), order("b", OTHER));
    PromotionRounds rounds = start();
    environment.settle();
    assertThat(world.requests).extracting(PromotionOrder::requestId).containsExactly("a", "b");
    assertThat(rounds.status().asked()).isEqualTo(2);
    environment.pass(Duration.ofHours(1));
    assertThat(world.count("round")).isEqualTo(2);
  }

  @Test
  void looksAgainAtOnceWhereThereIsMore() {
    world.round =
        new PathRound(
            true, List.of(order("a", DIGEST)), true, environment.now().plus(FakePromotions.HOUR));
    PromotionRounds rounds = start();
    // It does not rest before there is nothing more.
    environment.temporal.sleep(Duration.ofSeconds(2));
    world.round = round();
    environment.settle();
    assertThat(world.count("round")).isGreaterThan(1);
    assertThat(rounds.status().next()).isAfter(environment.now());
  }

  @Test
  void restsWhereThereIsMoreAndNobodyTakesIt() {
    world.answer = new PromotionAnswer(PromotionEnvironment.ID, "refused", "path hotfix waits");
    world.round =
        new PathRound(
            true, List.of(order("a", DIGEST)), true, environment.now().plus(FakePromotions.HOUR));
    PromotionRounds rounds = start();
    environment.settle();
    assertThat(world.count("round")).isEqualTo(1);
    assertThat(rounds.status().next()).isAfter(environment.now());
  }

  @Test
  void doesNotLetOneThatCannotBeAskedForKeepOthersBack() {
    world.fail("request", FakeRegistry.failure(FailureType.REFUSED, null));
    world.round = round(order("a", DIGEST), order("b", OTHER));
    PromotionRounds rounds = start();
    environment.settle();
    assertThat(world.requests).extracting(PromotionOrder::requestId).containsExactly("b");
    assertThat(rounds.status().failure()).contains("REFUSED");
    // Not an hour later.
    environment.pass(Duration.ofMinutes(3));
    assertThat(world.requests).extracting(PromotionOrder::requestId).contains("a");
    assertThat(rounds.status().failure()).isEmpty();
  }

  @Test
  void asksForNothingWhilePaused() {
    PromotionRounds rounds = start();
    environment.settle();
    rounds.pause();
    world.round = round(order("a", DIGEST));
    rounds.now();
    environment.pass(Duration.ofHours(3));
    assertThat(world.requests).isEmpty();
    assertThat(rounds.status().paused()).isTrue();
    rounds.resume();
    environment.settle();
    assertThat(world.requests).hasSize(1);
  }

  @Test
  void endsWhereThePathPromotesNothingByItselfAnyMore() {
    PromotionRounds rounds = start();
    environment.settle();
    world.round = new PathRound(false, List.of(), false, null);
    rounds.look();
    stub().getResult(Void.class);
    assertThat(stub().describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void goesOnInANewRun() {
    PromotionRounds rounds = start();
    environment.settle();
    String first = stub().describe().getExecution().getRunId();
    for (int i = 0; i < 52; i++) {
      rounds.now();
      environment.settle();
    }
    assertThat(stub().describe().getExecution().getRunId()).isNotEqualTo(first);
    assertThat(world.count("round")).isGreaterThan(51);
  }

  private PathRound round(PromotionOrder... orders) {
    return new PathRound(true, List.of(orders), false, environment.now().plus(FakePromotions.HOUR));
  }
}
