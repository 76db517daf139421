package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.EU;
import static dev.laytime.workflow.PromotionEnvironment.OTHER;
import static dev.laytime.workflow.PromotionEnvironment.PROD;
import static dev.laytime.workflow.PromotionEnvironment.US;
import static dev.laytime.workflow.PromotionEnvironment.expiring;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.PathRound;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.workflow.ImageLife.PromoteMessage;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records promotions for {@link ReplayTest}, as {@link HistoryRecorder} does copies. */
class PromotionHistoryRecorder {

  private static final Gate SMOKE = new Gate.Checked("smoke");
  private static final Gate PEOPLE = new Gate.Approved("people", 1, false, List.of());

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void recordsAPromotionThroughAllGates() throws IOException {
    world.presentSince = environment.now();
    world.signature = new VerifyResult(false, "no signature of it");
    world.path =
        path(
            new Gate.Signed("signature", "release"),
            new Gate.Attested("sbom", "release", "https://spdx.dev/Document"),
            new Gate.Commanded("scan", List.of("scan"), Duration.ofMinutes(5)),
            new Gate.Worked("job", "scan", Duration.ofMinutes(5)),
            new Gate.Soaked("soak", Duration.ofMinutes(30)),
            SMOKE,
            PEOPLE);
    environment.ask(order());
    environment.check("k1", false);
    environment.approve("ann");
    environment.settle();
    world.signature = new VerifyResult(true, "signed by the release key");
    environment.check("k2", true);
    environment.end();
    record("promoted");
  }

  @Test
  void recordsAPromotionWhoseDestinationHadToBeRepaired() throws IOException {
    world.failAlways("copy eu.test", FailureType.DENIED);
    world.fail("git manifests", FakeRegistry.failure(FailureType.REFUSED, null));
    world.livesWrite = false;
    environment.ask(order());
    environment.pass(Duration.ofMinutes(4));
    world.livesWrite = true;
    world.heal("copy eu.test");
    environment.end();
    record("repaired");
  }

  @Test
  void recordsAPromotionThatIsSuperseded() throws IOException {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    environment.ask(order("r2", OTHER));
    environment.ask(order("r3", OTHER));
    environment.settle();
    environment.cancel();
    record("superseded-and-cancelled");
  }

  @Test
  void recordsAPromotionThatIsRefused() throws IOException {
    world.registries.put(EU, OTHER);
    environment.promote();
    record("refused");
  }

  @Test
  void recordsAPromotionThatExpires() throws IOException {
    world.path = expiring(path(PEOPLE), Duration.ofHours(3));
    environment.ask(order());
    try {
      environment.approve("ci");
    } catch (WorkflowUpdateException e) {
      // its refusal is what is recorded
    }
    environment.end();
    record("expired");
  }

  @Test
  void recordsAPromotionWithoutALedger() throws IOException {
    world.fail("orders", FakeRegistry.failure(FailureType.REFUSED, null));
    world.fail("remember MOVING", FakeRegistry.failure(FailureType.REFUSED, null));
    environment.promote();
    record("ledger-away");
  }

  @Test
  void recordsARollback() throws IOException {
    for (Reference target : List.of(PROD, EU, US)) {
      world.registries.put(target, DIGEST);
    }
    environment.ask(order("r1", DIGEST, "release", PromotionOrder.Kind.ROLLBACK));
    environment.end();
    record("rolled-back");
  }

  @Test
  void recordsAPromotionThatIsStoppedAtItsGates() throws IOException {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    stop();
    record("stopped");
  }

  @Test
  void recordsAPromotionThatIsStoppedHalfWay() throws IOException {
    world.failAlways("copy eu.test", FailureType.DENIED);
    environment.ask(order());
    environment.settle();
    stop();
    record("stopped-half-way");
  }

  private void stop() {
    environment.stub().cancel();
    try {
      environment.end();
    } catch (WorkflowFailedException e) {
      // its end is what is recorded
    }
  }

  @Test
  void recordsAPromotionThatGoesOnInANewRun() throws IOException {
    try (PromotionEnvironment renewed = new PromotionEnvironment(new EarlyRenewal(60))) {
      renewed.world.path = path(SMOKE);
      renewed.ask(order());
      String first = renewed.stub().describe().getExecution().getRunId();
      renewed.pass(Duration.ofHours(1));
      HistoryRecorder.write(
          renewed.temporal.getWorkflowClient().fetchHistory(PromotionEnvironment.ID, first),
          "Promotion",
          "renewed");
    }
  }

  @Test
  void recordsAPromotionThatLeavesGitToARollback() throws IOException {
    world.failAlways("git manifests", FailureType.UNAVAILABLE);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(1));
    String first = environment.stub().describe().getExecution().getRunId();
    environment.ask(order("r2", DIGEST, "release", PromotionOrder.Kind.ROLLBACK));
    environment.settle();
    HistoryRecorder.write(
        environment.temporal.getWorkflowClient().fetchHistory(PromotionEnvironment.ID, first),
        "Promotion",
        "left-git");
  }

  @Test
  void recordsAPromotionThatWasLostHalfWay() throws IOException {
    world.failAlways("copy eu.test", FailureType.DENIED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(1));
    environment.stub().terminate("lost");
    world.heal("copy eu.test");
    environment.pass(Duration.ofHours(1));
    environment.ask(order());
    environment.end();
    record("lost");
  }

  @Test
  void recordsRounds() throws IOException {
    world.answer = new PromotionAnswer(PromotionEnvironment.ID, "accepted", null);
    world.round =
        new PathRound(
            true,
            List.of(order(), order("r2", OTHER)),
            false,
            environment.now().plus(Duration.ofHours(1)));
    world.fail("request", FakeRegistry.failure(FailureType.REFUSED, null));
    PromotionRounds rounds =
        environment
            .temporal
            .getWorkflowClient()
            .newWorkflowStub(
                PromotionRounds.class, FakeMessages.options(WorkflowIds.promotions("release")));
    WorkflowClient.start(rounds::run, new PromotionRounds.Start("release", null));
    environment.settle();
    rounds.pause();
    environment.pass(Duration.ofHours(2));
    rounds.resume();
    rounds.now();
    environment.settle();
    world.round = new PathRound(false, List.of(), false, null);
    rounds.look();
    environment.settle();
    HistoryRecorder.write(
        environment.temporal, WorkflowIds.promotions("release"), "PromotionRounds", "ended");
  }

  @Test
  void recordsALifeThatAsksForPromotions() throws IOException {
    try (LifeEnvironment life = new LifeEnvironment()) {
      life.promotions.answer = new PromotionAnswer(PromotionEnvironment.ID, "busy", OTHER.value());
      promote(life);
      life.stage.put(LifeEnvironment.IMAGE, DIGEST);
      life.find(DIGEST);
      life.settle();
      life.promotions.answer = new PromotionAnswer(PromotionEnvironment.ID, "accepted", null);
      life.pass(Duration.ofMinutes(1));
      life.life().promote(new PromoteMessage("q2", null, "ann", DIGEST.value()));
      life.life().promoteLater(new PromoteMessage(null, "prod", "ci", OTHER.value()));
      life.pass(Duration.ofDays(4));
      HistoryRecorder.write(
          life.temporal, WorkflowIds.life(LifeEnvironment.IMAGE), "ImageLife", "promoted");
    }
  }

  private static void promote(LifeEnvironment life) {
    life.messages.life(
        LifeEnvironment.IMAGE,
        one -> one.promoteLater(new PromoteMessage("q1", "prod", "ci", null)));
    life.settle();
  }

  private void record(String name) throws IOException {
    HistoryRecorder.write(environment.temporal, PromotionEnvironment.ID, "Promotion", name);
  }
}
