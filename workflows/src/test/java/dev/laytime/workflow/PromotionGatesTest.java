package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.EU;
import static dev.laytime.workflow.PromotionEnvironment.PROD;
import static dev.laytime.workflow.PromotionEnvironment.expiring;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.GateRunResult;
import dev.laytime.activity.StageTarget;
import dev.laytime.activity.VerifyResult;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionGatesTest {

  private static final Gate APPROVED = new Gate.Approved("people", 2, false, List.of());
  private static final LocalTime NOON = LocalTime.NOON;
  private static final Gate SMOKE = new Gate.Checked("smoke");
  private static final Gate SIGNED = new Gate.Signed("signature", "release");
  private static final Gate SCAN =
      new Gate.Commanded("scan", List.of("scan", "-q"), Duration.ofMinutes(5));

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void waitsForAsManyPeopleAsThePathWants() {
    world.path = path(APPROVED);
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().cause()).contains("waits for people: 0 of 2");
    environment.approve("ann");
    environment.approve(" Ann ");
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    environment.approve("bob");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void doesNotLetWhoOrderedItApproveIt() {
    world.path = path(APPROVED);
    environment.ask(order());
    assertThatThrownBy(() -> environment.approve("CI"))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining("who ordered a promotion may not approve it");
    assertThat(environment.status().refusals()).singleElement().asString().contains("approve");
    assertThat(environment.status().statements()).isEmpty();
  }

  @Test
  void answersAnApprovalOnceTheLedgerHasIt() {
    world.path = path(APPROVED);
    world.failAlways("state", FailureType.UNAVAILABLE);
    environment.ask(order());
    assertThatThrownBy(() -> environment.approve("ann"))
        .isInstanceOf(WorkflowUpdateException.class);
    world.heal("state");
    PromotionStatus status = environment.approve("ann");
    assertThat(status.statements()).extracting(Statement::by).containsExactly("ann");
    environment.approve("ann");
    assertThat(environment.status().statements()).hasSize(1);
    assertThat(environment.status().gates().getFirst().reason()).contains("1 of 2 approvals: ann");
  }

  @Test
  void doesNotCountWhatIsOnlyAssertedWhereThePathWantsProof() {
    world.path = path(new Gate.Approved("people", 1, true, List.of()));
    environment.ask(order());
    environment.approve("ann");
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    world.proofs.put("a-bob", "oidc https://issuer.test");
    environment.approve("bob");
    environment.settle();
    assertThat(environment.status().cause()).contains("not proven that ci ordered it");
    world.verified = true;
    environment.promotion().look("its order is proven");
    assertThat(environment.end().gates().getFirst().reason())
        .isEqualTo("approved by bob (verified)");
  }

  @Test
  void countsWhatIsProvenThoughSomebodySaidTheSameBefore() {
    world.path = path(new Gate.Approved("people", 1, true, List.of()));
    world.verified = true;
    world.proofs.put("n1", "oidc https://issuer.test");
    environment.ask(order());
    environment.approve("ann");
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    environment
        .promotion()
        .approve(
            new ApproveMessage(
                "a-ann",
                null,
                DIGEST.value(),
                "ann",
                "looks good",
                "release",
                environment.gates(),
                "n1"));
    assertThat(environment.end().gates().getFirst().reason())
        .isEqualTo("approved by ann (verified)");
  }

  @Test
  void readsSoonAgainWhatCannotBeReadForAMoment() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.pass(Duration.ofDays(2));
    world.fail("orders", FakeRegistry.failure(FailureType.REFUSED, null));
    environment.check("k1", true);
    environment.pass(Duration.ofMinutes(1));
    assertThat(environment.status().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void forgetsApprovalsOfOtherGates() {
    world.path = path(APPROVED);
    environment.ask(order());
    environment.approve("ann");
    environment.settle();
    String seen = environment.gates();
    world.path = path(APPROVED, new Gate.Opened("day", List.of(), NOON, NOON, ZoneOffset.UTC));
    environment.promotion().approve(approval("bob", "release", seen));
    environment.promotion().look("the configuration changed");
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    assertThat(environment.status().cause()).contains("0 of 2 approvals");
  }

  @Test
  void forgetsApprovalsWhereWhatItsGatesNameIsAnother() {
    world.path = path(APPROVED);
    environment.ask(order());
    environment.approve("ann");
    environment.settle();
    String seen = environment.gates();
    world.settings = "another key of the verifier";
    environment.promotion().look("the configuration changed");
    environment.settle();
    assertThat(environment.status().cause()).contains("0 of 2 approvals");
    refusesMore(approval("bob", "release", seen), "its gates are others by now");
    environment.promotion().approve(approval("bob", "release", environment.gates()));
    environment.promotion().approve(approval("cid", "release", environment.gates()));
    assertThat(environment.end().gates().getFirst().reason())
        .isEqualTo("approved by bob (asserted), cid (asserted)");
  }

  private void refusesMore(ApproveMessage approval, String why) {
    assertThatThrownBy(() -> environment.promotion().approve(approval))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining(why);
  }

  private static ApproveMessage approval(String by, @Nullable String path, @Nullable String gates) {
    return new ApproveMessage("a-" + by, null, DIGEST.value(), by, null, path, gates);
  }

  private void refusesToCount(ApproveMessage approval, String why) {
    assertThatThrownBy(() -> environment.promotion().approve(approval))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining(why);
    assertThat(environment.status().statements()).isEmpty();
  }

  @Test
  void takesNoApprovalOfGatesOrOfAPathThatAreOthersByNow() {
    world.path = path(APPROVED);
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().gatesHash()).isEqualTo(environment.gates());
    refusesToCount(approval("ann", "release", "ab".repeat(32)), "its gates are others by now");
    refusesToCount(approval("ann", "hotfix", environment.gates()), "it does not go path hotfix");
    environment.promotion().approve(approval("ann", "release", environment.gates()));
    assertThat(environment.status().statements()).hasSize(1);
  }

  @Test
  void takesAnApprovalThatDoesNotSayOfWhichGatesOnlyWhereNobodyWantsProof() {
    world.path = path(APPROVED, new Gate.Approved("owners", 1, true, List.of()));
    environment.ask(order());
    refusesToCount(
        new ApproveMessage("a-1", "owners", DIGEST.value(), "ann", null),
        "it does not say which gates were seen");
    environment.promotion().approve(new ApproveMessage("a-2", "people", DIGEST.value(), "ann", ""));
    assertThat(environment.status().statements())
        .extracting(Statement::gates)
        .containsExactly(environment.gates());
  }

  @Test
  void refusesTheSameWordUnderOtherGates() {
    world.path = path(APPROVED);
    environment.ask(order());
    environment.approve("ann");
    world.path = path(APPROVED, SMOKE);
    environment.promotion().look("the configuration changed");
    environment.settle();
    assertThatThrownBy(() -> environment.approve("ann"))
        .cause()
        .hasMessageContaining("the request id a-ann is that of what ann said of people");
  }

  @Test
  void countsTheLastReportOfACheck() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.check("k1", false);
    environment.settle();
    assertThat(environment.status().gates().getFirst())
        .satisfies(gate -> {
          assertThat(gate.verdict()).isEqualTo(Gate.Verdict.FAILED);
          assertThat(gate.reason()).isEqualTo("failed, says ci (asserted): 42 tests");
        });
    environment.check("k2", true);
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void tellsThatARequestIdIsThatOfAnotherReport() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.check("run-1", false);
    environment.check("run-1", false);
    environment.settle();
    assertThat(environment.status().refusals()).isEmpty();
    environment.check("run-1", true);
    environment.settle();
    assertThat(environment.status().refusals())
        .singleElement()
        .asString()
        .contains("the request id run-1 is that of what ci said of smoke", "passed: false");
    assertThat(environment.status().statements()).hasSize(1);
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
  }

  @Test
  void tellsThatARequestIdIsThatOfAReportOfAnotherDigest() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.check("run-1", true);
    environment.end();
    world.path = path(new Gate.Checked("smoke"), APPROVED);
    environment.ask(order("r2", FakeRegistry.OTHER));
    environment.promotion().check(otherChecked("run-1"));
    environment.settle();
    assertThat(environment.status().refusals()).singleElement().asString().contains("run-1");
    assertThat(environment.status().statements()).isEmpty();
    environment.promotion().check(otherChecked("run-2"));
    environment.settle();
    assertThat(environment.status().statements()).hasSize(1);
  }

  private static CheckMessage otherChecked(String requestId) {
    return new CheckMessage(
        requestId, "smoke", FakeRegistry.OTHER.value(), true, "ci", "of another digest");
  }

  @Test
  void keepsReportsWhileTheLedgerIsAway() {
    world.path = path(SMOKE);
    environment.ask(order());
    environment.settle();
    world.failAlways("state", FailureType.UNAVAILABLE);
    environment.check("k1", true);
    environment.settle();
    assertThat(environment.status().statements()).isEmpty();
    world.heal("state");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void keepsWhatItCannotReadAsRefusals() {
    world.path = path(SMOKE);
    environment.ask(order());
    for (int i = 0; i < 12; i++) {
      environment
          .promotion()
          .check(new CheckMessage("k" + i, "smoke", "sha256:short", true, "ci", null));
    }
    environment
        .promotion()
        .check(
            new CheckMessage(
                "other", "smoke", FakeRegistry.OTHER.value(), true, "ci", "of another digest"));
    environment.promotion().check(new CheckMessage("x", "lint", DIGEST.value(), true, "ci", null));
    environment.settle();
    List<String> refusals = environment.status().refusals();
    assertThat(refusals).hasSize(10);
    assertThat(refusals.getLast()).contains("has no check lint");
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"long", "nul"})
  void isHeldUpByNoReportThatCannotBeKept(String kind) {
    String odd = kind.equals("long") ? "k".repeat(256) : "k\0";
    world.path = path(SMOKE);
    environment.ask(order());
    environment.check(odd, true);
    environment
        .promotion()
        .check(new CheckMessage("k2", "smoke", DIGEST.value(), true, odd, "by somebody odd"));
    environment.settle();
    assertThat(environment.status().refusals()).hasSize(2);
    assertThat(world.count("state")).isZero();
    environment.check("k3", true);
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void isHeldUpByNoReportThatTheLedgerNeverTakes() {
    world.path = path(SMOKE);
    world.fail("state", FakeRegistry.failure(FailureType.REFUSED, null));
    environment.ask(order());
    environment.check("k1", true);
    environment.check("k2", true);
    assertThat(environment.end().refusals()).singleElement().asString().contains("check");
  }

  @Test
  void takesNoOrderThatCannotBeKept() {
    world.path = path(SMOKE);
    environment.ask(order());
    assertThat(environment.ask(order("r".repeat(256), DIGEST)).answer()).isEqualTo("refused");
    assertThat(environment.status().order()).isEqualTo(order());
  }

  @Test
  void soaks() {
    world.presentSince = environment.now().minus(Duration.ofHours(1));
    world.path = path(new Gate.Soaked("soak", Duration.ofHours(24)));
    environment.ask(order());
    environment.pass(Duration.ofHours(22));
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    environment.pass(Duration.ofMinutes(61));
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void waitsForASignatureWithGrowingPauses() {
    world.path = path(SIGNED);
    world.signature = new VerifyResult(false, "no signature of it");
    environment.ask(order());
    environment.pass(Duration.ofDays(1));
    assertThat(environment.status().cause()).contains("no signature of it");
    // 1, 2, 4 … 60 minutes: not once a minute.
    assertThat(world.count("verify")).isBetween(20L, 40L);
    world.signature = new VerifyResult(true, "signed by the release key");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void doesNotKnowWhatItCannotRead() {
    world.path = path(SIGNED);
    world.failAlways("verify", FailureType.UNAUTHORIZED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(5));
    assertThat(environment.status().gates().getFirst().verdict()).isEqualTo(Gate.Verdict.WAITING);
    assertThat(environment.status().cause()).contains("UNAUTHORIZED");
  }

  @Test
  void runsItsCommandAgainRightBeforeTheMove() {
    world.path = path(SCAN);
    environment.promote();
    assertThat(world.count("command")).isEqualTo(2);
    assertThat(world.asked.lastIndexOf("command")).isLessThan(world.asked.indexOf("copy"));
  }

  @Test
  void doesNotMoveWhatHoldsNoLongerRightBeforeTheMove() {
    world.path = path(SIGNED, SMOKE);
    environment.ask(order());
    environment.settle();
    // It was fine when it was read first.
    assertThat(environment.status().gates().getFirst().verdict()).isEqualTo(Gate.Verdict.PASSED);
    world.signature = new VerifyResult(false, "revoked");
    environment.check("k1", true);
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    assertThat(environment.status().cause()).isEqualTo("waits for signature: revoked");
    assertThat(world.registries.at(PROD)).isNull();
  }

  @Test
  void countsWhatIsReportedWhileItsCommandRunsAgain() {
    world.path = path(SCAN, SMOKE);
    environment.ask(order());
    environment.settle();
    world.whileCommanding = () -> environment.check("k2", false);
    environment.check("k1", true);
    environment.settle();
    assertThat(world.count("command")).isEqualTo(2);
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    assertThat(environment.status().cause()).startsWith("waits for smoke: failed");
    assertThat(world.registries.at(PROD)).isNull();
    world.whileCommanding = () -> {};
    environment.check("k3", true);
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "gates", "forbidden"})
  void countsWhatIsDecidedWhileItLooksAtItsDestinationsLast(String kind) {
    world.automatic = true;
    Runnable decision =
        () -> {
          switch (kind) {
            case "hold" -> world.hold = "rolled back by ann";
            case "gates" -> world.path = path(APPROVED);
            default -> world.forbidden = "forbidden by ann";
          }
        };
    // The source comes first, and then the destinations.
    world.registries.onLook = () -> world.registries.onLook = decision;
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().state())
        .isEqualTo(kind.equals("forbidden") ? PromotionState.REFUSED : PromotionState.WAITING);
    assertThat(world.count("copy")).isZero();
  }

  @Test
  void movesThoughItsCommandTakesLongerThanWhatItsSourceSaidStaysNew() {
    world.path = path(SCAN);
    AtomicLong heard = new AtomicLong(-1);
    world.beforeOrders =
        request -> {
          long run = world.count("command");
          if (request.seeks() && heard.getAndSet(run) != run) {
            throw FakeRegistry.failure(FailureType.REFUSED, null);
          }
        };
    environment.ask(order());
    environment.pass(Duration.ofHours(3));
    assertThat(environment.status().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.count("command")).isEqualTo(2);
  }

  @Test
  void asksAnewWhereItsDestinationsAreOthersByNow() {
    List<StageTarget> all = world.targets;
    world.targets = List.of(all.getFirst());
    world.registries.onLook = () -> world.targets = all;
    world.registries.put(EU, FakeRegistry.OTHER);
    assertThat(environment.promote().cause()).contains(EU + " is ");
    assertThat(world.registries.at(PROD)).isNull();
  }

  @Test
  void waitsForAJob() {
    world.path = path(new Gate.Worked("job", "scan", Duration.ofMinutes(5)));
    world.ran = new GateRunResult(false, "exit 1");
    environment.ask(order());
    environment.pass(Duration.ofSeconds(30));
    assertThat(environment.status().gates().getFirst().verdict()).isEqualTo(Gate.Verdict.FAILED);
    world.ran = new GateRunResult(true, "");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void waitsForItsHours() {
    Instant opens = environment.now().plus(Duration.ofHours(3));
    LocalTime from = opens.atZone(ZoneOffset.UTC).toLocalTime();
    world.path = path(new Gate.Opened("night", List.of(), from, from.plusHours(1), ZoneOffset.UTC));
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().cause()).contains("waits for night: opens at");
    assertThat(environment.end().movedAt()).isBetween(opens, opens.plus(Duration.ofHours(1)));
  }

  @Test
  void expires() {
    Duration expiry = Duration.ofHours(30);
    world.path = expiring(path(APPROVED), expiry);
    environment.ask(order());
    environment.pass(expiry.minusHours(1));
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    PromotionStatus end = environment.end();
    assertThat(end.state()).isEqualTo(PromotionState.EXPIRED);
    assertThat(environment.now()).isAfterOrEqualTo(end.orderedAt().plus(expiry));
    assertThat(world.state("r1")).isEqualTo(PromotionState.EXPIRED);
  }

  @Test
  void holdsWhatNobodyOrdered() {
    world.automatic = true;
    world.hold = "rolled back by ann";
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().cause()).contains("held: rolled back by ann");
    world.hold = null;
    environment.promotion().look("released");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  private static PromotionOrder by(String who, String requestId) {
    PromotionOrder order = order(requestId, DIGEST);
    return new PromotionOrder(
        requestId,
        order.path(),
        order.kind(),
        order.source(),
        order.digest(),
        order.stage(),
        order.target(),
        who);
  }

  @Test
  void goesOnForAPersonWhoOrdersWhatIsHeld() {
    world.path = path(APPROVED);
    world.automatic = true;
    world.hold = "rolled back by bob";
    environment.ask(order());
    environment.approve("bob");
    assertThat(environment.ask(by("the path itself", "r2")).answer()).isEqualTo("joined");
    environment.settle();
    assertThat(environment.status().order()).isEqualTo(order());
    assertThat(environment.ask(by("ann", "r3")).answer()).isEqualTo("joined");
    environment.settle();
    assertThat(world.state("r1")).isEqualTo(PromotionState.SUPERSEDED);
    environment.approve("cid");
    PromotionStatus end = environment.end();
    assertThat(end.order().requestId()).isEqualTo("r3");
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.gates().getFirst().reason()).contains("bob", "cid");
  }

  @Test
  void prefersWhoIsProvenToWhoOnlySaysSo() {
    world.path = path(SMOKE);
    world.automatic = true;
    world.proofs.put("r3", "oidc https://issuer.test");
    environment.ask(order());
    environment.ask(by("ann", "r2"));
    environment.ask(by("bob", "r3"));
    environment.settle();
    assertThat(environment.status().order().by()).isEqualTo("bob");
  }

  @Test
  void waitsForWhatMovesIntoOneOfItsDestinationsAlready() {
    world.meets = "promotion/other/app:1.2.3 moves " + EU;
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    assertThat(environment.status().cause())
        .isEqualTo("waits for what moves there already: promotion/other/app:1.2.3 moves " + EU);
    world.meets = null;
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void readsARollbackThatWaitsForLongNoOftenerForThat() {
    Duration expiry = Duration.ofHours(1);
    world.path = expiring(path(), expiry);
    world.meets = "promotion/other/app:1.2.3 moves " + EU;
    environment.ask(order("r1", DIGEST, "release", PromotionOrder.Kind.ROLLBACK));
    environment.pass(expiry);
    long before = world.count("orders");
    environment.pass(Duration.ofMinutes(1));
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    assertThat(world.count("orders") - before).isLessThanOrEqualTo(2);
  }

  @Test
  void letsPassWhatBeganToMoveThereAtTheSameTime() {
    world.meeting = "promotion/other/app:1.2.3";
    environment.ask(order());
    environment.pass(Duration.ofMinutes(1));
    assertThat(environment.status().state()).isEqualTo(PromotionState.MOVING);
    assertThat(environment.status().cause()).contains("promotion/other/app:1.2.3");
    assertThat(world.count("copy")).isZero();
    world.meeting = "";
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void doesNotHoldWhatAPersonOrdered() {
    world.hold = "rolled back by ann";
    assertThat(environment.promote().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void goesOnInANewRunWithWhatWasSaid() {
    try (PromotionEnvironment renewed = new PromotionEnvironment(new EarlyRenewal(60))) {
      renewed.world.path = path(APPROVED);
      renewed.ask(order());
      renewed.approve("ann");
      String first = renewed.stub().describe().getExecution().getRunId();
      renewed.pass(Duration.ofHours(1));
      assertThat(renewed.stub().describe().getExecution().getRunId()).isNotEqualTo(first);
      assertThat(renewed.status().statements()).hasSize(1);
      renewed.approve("bob");
      assertThat(renewed.end().state()).isEqualTo(PromotionState.PROMOTED);
    }
  }
}
