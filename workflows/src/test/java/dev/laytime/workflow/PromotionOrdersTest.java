package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.OTHER;
import static dev.laytime.workflow.PromotionEnvironment.PROD;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromotionOrdersTest {

  private static final Gate SMOKE = new Gate.Checked("smoke");

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void joinsTheSameDigest() {
    world.path = path(SMOKE);
    assertThat(environment.ask(order())).isEqualTo(answer("accepted", null));
    assertThat(environment.ask(order())).isEqualTo(answer("accepted", null));
    assertThat(environment.ask(order("r2", DIGEST))).isEqualTo(joined("r1"));
  }

  @Test
  void supersedesVisiblyWhatWaits() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    assertThat(environment.ask(order("r2", OTHER))).isEqualTo(answer("superseding", null));
    environment.settle();
    assertThat(world.state("r1")).isEqualTo(PromotionState.SUPERSEDED);
    assertThat(world.state("r2")).isEqualTo(PromotionState.WAITING);
    assertThat(environment.status().order().digest()).isEqualTo(OTHER);
    // An order that comes again for a lost answer does not take its place back.
    assertThat(environment.ask(order()).answer()).isEqualTo("refused");
    environment.check("k1", true);
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
  }

  @Test
  void doesNotLetAnOrderThatIsOverTakeThePlaceOfTheOneThatFollows() {
    world.failAlways("remember PROMOTED", dev.laytime.activity.FailureType.UNAVAILABLE);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(1));
    world.path = path(SMOKE);
    assertThat(environment.ask(order("r2", OTHER))).isEqualTo(answer("accepted", null));
    // Its sender got no answer.
    assertThat(environment.ask(order())).isEqualTo(answer("accepted", null));
    assertThat(environment.ask(order("r2b", OTHER))).isEqualTo(joined("r2"));
    assertThat(environment.ask(order("r3", DIGEST)).answer()).isEqualTo("superseding");
    assertThat(environment.ask(order("r2", OTHER)).answer()).isEqualTo("refused");
    world.heal("remember PROMOTED");
    environment.pass(Duration.ofMinutes(20));
    assertThat(world.state("r1")).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.state("r2")).isEqualTo(PromotionState.SUPERSEDED);
    assertThat(environment.status().order().requestId()).isEqualTo("r3");
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    // What is over or was superseded stays so in the new run.
    assertThat(environment.ask(order("r2", OTHER)).answer()).isEqualTo("refused");
    assertThat(environment.ask(order())).isEqualTo(joined("r3"));
    assertThat(environment.status().order().requestId()).isEqualTo("r3");
  }

  @Test
  void doesNotGoOnReadingForWhatWasSuperseded() throws InterruptedException {
    world.path = path(new Gate.Commanded("scan", List.of("scan"), Duration.ofHours(1)));
    world.latch = new CountDownLatch(1);
    environment.ask(order());
    world.waiting.await();
    environment.ask(order("r2", OTHER));
    world.latch = null;
    PromotionStatus end = environment.end();
    assertThat(end.order().requestId()).isEqualTo("r2");
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(PROD)).isEqualTo(OTHER);
  }

  @Test
  void isBusyOnceItMoves() throws InterruptedException {
    world.latch = new CountDownLatch(1);
    environment.ask(order());
    world.waiting.await();
    assertThat(environment.ask(order("r2", OTHER))).isEqualTo(answer("busy", DIGEST.value()));
    assertThat(environment.ask(order("r3", DIGEST))).isEqualTo(joined("r1"));
    assertThatThrownBy(environment::cancel)
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining("it is MOVING");
    world.latch.countDown();
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(PROD)).isEqualTo(DIGEST);
  }

  @Test
  void refusesASecondPathThatWantsAnotherDigestUnderTheSameTag() {
    world.path = path(SMOKE);
    environment.ask(order());
    PromotionAnswer answer =
        environment.ask(order("r2", OTHER, "hotfix", PromotionOrder.Kind.PROMOTE));
    assertThat(answer.answer()).isEqualTo("refused");
    assertThat(answer.reason()).contains("path release waits with").contains("cancel that first");
    assertThat(environment.status().order().digest()).isEqualTo(DIGEST);
  }

  @Test
  void letsARollbackTakeThePlaceOfWhatWaits() {
    world.path = path(SMOKE);
    world.registries.put(PROD, OTHER);
    world.registries.put(PromotionEnvironment.EU, OTHER);
    world.registries.put(PromotionEnvironment.US, OTHER);
    environment.ask(order());
    environment.settle();
    environment.ask(order("r2", OTHER, "release", PromotionOrder.Kind.ROLLBACK));
    PromotionStatus end = environment.end();
    assertThat(end.order().requestId()).isEqualTo("r2");
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void isCancelledByAPerson() {
    world.path = path(SMOKE);
    environment.ask(order());
    PromotionStatus status = environment.cancel();
    assertThat(status.state()).isEqualTo(PromotionState.CANCELLED);
    assertThat(status.cause()).isEqualTo("cancelled by ann: not today");
    assertThat(world.state("r1")).isEqualTo(PromotionState.CANCELLED);
    assertThat(environment.end()).isEqualTo(status);
  }

  private void refusesToCancel(CancelMessage message, String why) {
    assertThatThrownBy(() -> environment.promotion().cancel(message))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining(why);
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
  }

  @Test
  void doesNotCancelWhatTookThePlaceOfWhatWasMeant() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.ask(order("r2", OTHER));
    refusesToCancel(
        new CancelMessage("c1", "ann", null, DIGEST.value(), "release"), "is not what waits here");
    refusesToCancel(
        new CancelMessage("c2", "ann", null, OTHER.value(), "hotfix"),
        "it does not go path hotfix");
    CancelMessage meant = new CancelMessage("c3", "ann", null, OTHER.value(), "release");
    assertThat(environment.promotion().cancel(meant).order().requestId()).isEqualTo("r2");
  }

  @Test
  void cancelsWhatWaitedThoughAnotherOrderComesRightAfter() throws Exception {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    // It is busy with the order before while the next one is cancelled.
    world.failAlways("remember SUPERSEDED", dev.laytime.activity.FailureType.UNAVAILABLE);
    environment.ask(order("r2", OTHER));
    WorkflowUpdateHandle<PromotionStatus> cancelled =
        environment
            .stub()
            .startUpdate(
                "cancel",
                WorkflowUpdateStage.ACCEPTED,
                PromotionStatus.class,
                new CancelMessage("c1", "ann", null, OTHER.value(), "release"));
    assertThat(environment.ask(order("r3", DIGEST)).answer()).isEqualTo("accepted");
    world.heal("remember SUPERSEDED");
    PromotionStatus ended = cancelled.getResultAsync().get();
    assertThat(ended.order().requestId()).isEqualTo("r2");
    assertThat(ended.state()).isEqualTo(PromotionState.CANCELLED);
    environment.pass(Duration.ofMinutes(1));
    assertThat(environment.status().order().requestId()).isEqualTo("r3");
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
  }

  @Test
  void keepsChecksThatComeForTheOrderThatFollows() {
    world.failAlways("remember PROMOTED", dev.laytime.activity.FailureType.UNAVAILABLE);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(1));
    world.path = path(SMOKE);
    environment.ask(order("r2", OTHER));
    environment
        .promotion()
        .check(new CheckMessage("k1", "smoke", OTHER.value(), false, "ci", "3 of 42 tests"));
    // Of what is over nothing is said any more.
    environment.check("k2", true);
    world.heal("remember PROMOTED");
    environment.pass(Duration.ofMinutes(20));
    assertThat(environment.status().order().requestId()).isEqualTo("r2");
    assertThat(environment.status().statements())
        .extracting(Statement::requestId)
        .containsExactly("k1");
  }

  @Test
  void isKnownToTheLedgerBeforeItsGatesAreRead() {
    world.failAlways("orders", dev.laytime.activity.FailureType.UNAVAILABLE);
    environment.ask(order());
    environment.settle();
    assertThat(world.state("r1")).isEqualTo(PromotionState.WAITING);
    assertThat(world.asked).startsWith("remember", "orders");
  }

  @Test
  void goesOnForAProvenOrderOfTheSameAndKeepsWhatWasSaid() {
    world.path = path(SMOKE, new Gate.Approved("people", 1, true, List.of()));
    environment.ask(order());
    environment.check("k1", true);
    world.proofs.put("a-bob", "oidc https://issuer.test");
    environment.approve("bob");
    environment.settle();
    assertThat(environment.status().cause()).contains("not proven that ci ordered it");
    world.proofs.put("r2", "oidc https://issuer.test");
    assertThat(environment.ask(order("r2", DIGEST))).isEqualTo(joined("r1"));
    PromotionStatus end = environment.end();
    assertThat(end.order().requestId()).isEqualTo("r2");
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.statements()).hasSize(2);
    assertThat(world.state("r1")).isEqualTo(PromotionState.SUPERSEDED);
    assertThat(world.remembered)
        .filteredOn(status -> status.state() == PromotionState.SUPERSEDED)
        .extracting(PromotionStatus::cause)
        .containsExactly("ci ordered the same, and is proven to");
  }

  @Test
  void isProvenByWhoeverGaveItThoughSomebodySentTheSameBefore() {
    world.path = path(new Gate.Approved("people", 1, true, List.of()));
    world.proofs.put("n1", "oidc https://issuer.test");
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().cause()).contains("not proven that ci ordered it");
    environment.ask(order().with("guessed"));
    environment.settle();
    assertThat(environment.status().cause()).contains("not proven that ci ordered it");

    environment.ask(order().with("n1"));
    environment.settle();
    assertThat(environment.status().cause()).contains("0 of 1 verified approvals");
    environment.ask(order().with("guessed"));
    environment.promotion().look("somebody asked again");
    environment.settle();
    assertThat(environment.status().cause()).contains("0 of 1 verified approvals");
    assertThat(world.remembered)
        .extracting(PromotionStatus::state)
        .containsOnly(PromotionState.WAITING);
  }

  @Test
  void goesOnForNoOrderOfTheSameThatIsNotProvenEither() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.ask(order("r2", DIGEST));
    environment.settle();
    assertThat(environment.status().order().requestId()).isEqualTo("r1");
  }

  @Test
  void goesOnForNoProvenOrderWhereItIsProvenItself() {
    world.path = path(SMOKE);
    world.proofs.put("r1", "oidc https://issuer.test");
    world.proofs.put("r2", "oidc https://issuer.test");
    environment.ask(order());
    environment.settle();
    environment.ask(order("r2", DIGEST));
    environment.settle();
    assertThat(environment.status().order().requestId()).isEqualTo("r1");
  }

  @Test
  void isCancelledWhileItsCommandRuns() throws InterruptedException {
    world.path = path(new Gate.Commanded("scan", List.of("scan"), Duration.ofHours(1)));
    world.latch = new CountDownLatch(1);
    environment.ask(order());
    world.waiting.await();
    assertThat(environment.cancel().state()).isEqualTo(PromotionState.CANCELLED);
  }

  @Test
  void endsAsCancelledWhereItsWorkflowIs() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    environment.stub().cancel();
    assertThatThrownBy(environment::end)
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(environment.stub().describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(world.state("r1")).isEqualTo(PromotionState.CANCELLED);
  }

  @Test
  void tellsWhatWasDoneWhereItsWorkflowIsCancelledWhileItMoves() {
    world.failAlways("copy eu.test", dev.laytime.activity.FailureType.DENIED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(1));
    environment.stub().cancel();
    assertThatThrownBy(environment::end).isInstanceOf(WorkflowFailedException.class);
    PromotionStatus last = world.remembered.getLast();
    assertThat(last.state()).isEqualTo(PromotionState.CANCELLED);
    assertThat(last.cause())
        .isEqualTo(
            "stopped half-way: prod: ATTESTED, prod-eu: NONE, prod-us: ATTESTED,"
                + " Git manifests: not written");
  }

  @Test
  void refusesTheSameDigestOnAnotherPath() {
    world.path = path(SMOKE);
    environment.ask(order());
    PromotionAnswer answer =
        environment.ask(order("r2", DIGEST, "hotfix", PromotionOrder.Kind.PROMOTE));
    assertThat(answer.answer()).isEqualTo("refused");
    assertThat(answer.reason()).contains("path release waits with " + DIGEST);
  }

  @Test
  void isNotRefusedForFactsOfTheOrderThatItSuperseded() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    // What is read is about the first order; the second comes while a check is written down.
    world.forbidden = "forbidden by ann: backdoor";
    world.whileStating =
        () -> {
          world.forbidden = null;
          environment.ask(order("r2", OTHER));
        };
    environment.check("k1", true);
    environment.pass(Duration.ofMinutes(1));
    assertThat(world.state("r1")).isEqualTo(PromotionState.SUPERSEDED);
    assertThat(environment.status().order().requestId()).isEqualTo("r2");
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
  }

  @Test
  void showsItselfInTemporal() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    var attributes = environment.stub().describe().getTypedSearchAttributes();
    assertThat(attributes.get(SearchAttributes.STATE)).isEqualTo("WAITING");
    assertThat(attributes.get(SearchAttributes.STAGE)).isEqualTo("prod");
    assertThat(attributes.get(SearchAttributes.REPOSITORY)).isEqualTo("prod.test/prod/app");
    assertThat(attributes.get(SearchAttributes.REGISTRY)).isEqualTo("prod.test");
    assertThat(attributes.get(SearchAttributes.DEADLINE)).isNotNull();
    assertThat(PromotionDisplay.details(environment.status()))
        .contains("**WAITING** `stage.test/dev/app:1.2.3` → `prod.test/prod/app:1.2.3`")
        .contains("| WAITING smoke | nobody reported it yet | ");
  }

  private static PromotionAnswer joined(String requestId) {
    return new PromotionAnswer(PromotionEnvironment.ID, "joined", null, requestId);
  }

  private static PromotionAnswer answer(String word, @Nullable String reason) {
    return new PromotionAnswer(PromotionEnvironment.ID, word, reason);
  }
}
