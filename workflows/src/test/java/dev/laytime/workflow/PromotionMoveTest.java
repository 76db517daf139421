package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.EU;
import static dev.laytime.workflow.PromotionEnvironment.OTHER;
import static dev.laytime.workflow.PromotionEnvironment.PROD;
import static dev.laytime.workflow.PromotionEnvironment.SOURCE;
import static dev.laytime.workflow.PromotionEnvironment.US;
import static dev.laytime.workflow.PromotionEnvironment.moving;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.AttestRequest;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PromotionOffer;
import dev.laytime.activity.StageTarget;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Destination.Step;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromotionMoveTest {

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void bringsTheDigestToEveryDestination() {
    PromotionStatus end = environment.promote();
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    for (Reference target : List.of(PROD, EU, US)) {
      assertThat(world.registries.at(target)).isEqualTo(DIGEST);
      assertThat(world.registries.at(latest(target))).isEqualTo(DIGEST);
    }
    assertThat(end.destinations())
        .extracting(Destination::floating)
        .containsOnly(List.of("latest", "1", "1.2"));
    assertThat(world.attestations)
        .extracting(AttestRequest::movedAt)
        .hasSize(3)
        .containsOnly(end.movedAt());
    assertThat(end.commits()).containsExactly("manifests c1");
    assertThat(world.state("r1")).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void tellsTheLedgerBeforeItMoves() {
    environment.promote();
    assertThat(world.remembered)
        .extracting(PromotionStatus::state)
        .startsWith(PromotionState.WAITING, PromotionState.MOVING);
    assertThat(world.asked.indexOf("remember")).isLessThan(world.asked.indexOf("orders"));
  }

  @Test
  void doesNotMoveBeforeTheLedgerHasIt() {
    world.failAlways("remember MOVING", FailureType.UNAVAILABLE);
    environment.ask(order());
    environment.pass(Duration.ofHours(3));
    assertThat(environment.status().state()).isEqualTo(PromotionState.MOVING);
    assertThat(world.count("copy")).isZero();
    world.heal("remember MOVING");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void doesNotLetOneDestinationStopTheOthersAndRepairsIt() {
    world.failAlways("copy eu.test", FailureType.DENIED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(2));
    PromotionStatus status = environment.status();
    assertThat(status.state()).isEqualTo(PromotionState.MOVING);
    assertThat(status.destinations())
        .extracting(Destination::step)
        .containsExactly(Step.ATTESTED, Step.NONE, Step.ATTESTED);
    assertThat(status.destinations().get(1).cause()).contains("registry answered DENIED");
    assertThat(status.nextAttempt()).isAfter(environment.now());
    assertThat(world.git).isEmpty();
    assertThat(world.remembered.getLast().destinations().get(1).cause()).contains("DENIED");
    world.heal("copy eu.test");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(EU)).isEqualTo(DIGEST);
    assertThat(world.git.get("manifests")).hasSize(1);
  }

  @Test
  void comesBackWhenAThrottlingRegistrySaysSo() {
    Instant until = environment.now().plus(Duration.ofHours(5));
    world.fail("copy us.test", FakeRegistry.failure(FailureType.THROTTLED, until));
    environment.ask(order());
    environment.pass(Duration.ofHours(4));
    assertThat(environment.status().nextAttempt()).isEqualTo(until);
    environment.end();
    assertThat(environment.now()).isAfterOrEqualTo(until);
    assertThat(world.registries.at(US)).isEqualTo(DIGEST);
  }

  @Test
  void refusesATagThatNamesSomethingElse() {
    world.registries.put(EU, OTHER);
    PromotionStatus end = environment.promote();
    assertThat(end.state()).isEqualTo(PromotionState.REFUSED);
    assertThat(end.cause()).contains(EU + " is " + OTHER + " there");
    // All or nothing.
    assertThat(world.registries.at(PROD)).isNull();
    assertThat(world.count("copy")).isZero();
    assertThat(world.state("r1")).isEqualTo(PromotionState.REFUSED);
  }

  @Test
  void movesATagWhereThePathSaysSo() {
    world.path = moving(path());
    world.registries.put(PROD, OTHER);
    PromotionStatus end = environment.promote();
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(PROD)).isEqualTo(DIGEST);
    assertThat(end.destinations().getFirst().previous()).isEqualTo(OTHER);
  }

  @Test
  void neverChangesAReleasedVersion() {
    world.path = moving(path());
    world.released = OTHER;
    assertThat(environment.promote().cause()).contains("a released version does not change");
    assertThat(world.count("copy")).isZero();
  }

  @Test
  void refusesWhatAPersonHasForbidden() {
    world.forbidden = "forbidden by ann: backdoor";
    assertThat(environment.promote().cause()).isEqualTo("forbidden by ann: backdoor");
    assertThat(world.count("copy")).isZero();
  }

  @Test
  void refusesWhatItsSourceHasLost() {
    world.registries.lose(SOURCE, DIGEST);
    PromotionStatus end = environment.promote();
    assertThat(end.state()).isEqualTo(PromotionState.REFUSED);
    assertThat(end.cause()).contains("stage.test/dev/app has no " + DIGEST + " any more");
  }

  /** Nobody else has it either. */
  private void loseItForGood() {
    world.targets = List.of(new StageTarget("prod", PROD));
    loseTheSourceWhileItMoves();
  }

  /** It moves, nothing is copied yet, and its source loses it. */
  private void loseTheSourceWhileItMoves() {
    world.failAlways("copy", FailureType.DENIED);
    environment.ask(order());
    environment.settle();
    assertThat(environment.status().state()).isEqualTo(PromotionState.MOVING);
    world.registries.lose(SOURCE, DIGEST);
    world.heal("copy");
  }

  @Test
  void bringsItFromAnotherDestinationWhereTheSourceLosesItWhileItMoves() {
    world.failAlways("copy eu.test", FailureType.DENIED);
    environment.ask(order());
    environment.pass(Duration.ofMinutes(2));
    world.registries.lose(SOURCE, DIGEST);
    world.heal("copy eu.test");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(EU)).isEqualTo(DIGEST);
  }

  @Test
  void takesWhatTheDestinationHasWhereTheSourceLosesItWhileItMoves() {
    world.registries.put(PROD.withDigest(DIGEST), DIGEST);
    loseTheSourceWhileItMoves();
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(US)).isEqualTo(DIGEST);
  }

  @Test
  void failsWhereWhatItMovesHasBeenNowhereForADay() {
    loseItForGood();
    environment.pass(Duration.ofHours(23));
    PromotionStatus lost = environment.status();
    assertThat(lost.state()).isEqualTo(PromotionState.MOVING);
    assertThat(lost.destinations().getFirst().cause()).startsWith("source lost: ");
    assertThat(lost.destinations().getFirst().lostSince()).isNotNull();
    PromotionStatus end = environment.end();
    assertThat(end.state()).isEqualTo(PromotionState.FAILED);
    assertThat(end.cause()).contains("prod since ").contains("source lost: ");
    assertThat(world.git).isEmpty();
    assertThat(world.state("r1")).isEqualTo(PromotionState.FAILED);
  }

  @Test
  void goesOnWhereTheSourceHasItAgainInTime() {
    loseItForGood();
    environment.pass(Duration.ofHours(20));
    world.registries.put(SOURCE.withDigest(DIGEST), DIGEST);
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void beginsAnewForAnotherOrderAfterItFailed() {
    loseItForGood();
    assertThat(environment.end().state()).isEqualTo(PromotionState.FAILED);
    world.registries.put(SOURCE.withDigest(DIGEST), DIGEST);
    assertThat(environment.ask(order("r2", DIGEST)).answer()).isEqualTo("accepted");
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void losesNothingWhereNobodyCanSayWhetherItIsThere() {
    loseItForGood();
    world.failAlways("copy", FailureType.UNAVAILABLE);
    environment.pass(Duration.ofDays(3));
    assertThat(environment.status().state()).isEqualTo(PromotionState.MOVING);
  }

  @Test
  void refusesWhereItsPathIsGone() {
    world.path = null;
    assertThat(environment.promote().cause())
        .isEqualTo("the configuration has no path release any more");
  }

  @Test
  void promotesTheDigestWhateverTheSourcesTagNamesByNow() {
    world.registries.put(SOURCE, OTHER);
    environment.promote();
    assertThat(world.registries.at(PROD)).isEqualTo(DIGEST);
  }

  @Test
  void doesNotMoveATagThatSomebodyElseWroteMeanwhile() {
    world.failAlways("copy", FailureType.DENIED);
    environment.ask(order());
    environment.settle();
    world.registries.put(PROD, OTHER);
    world.heal("copy");
    environment.pass(Duration.ofMinutes(10));
    assertThat(environment.status().destinations().getFirst().cause())
        .contains("is " + OTHER + " by now, and tags are not moved");
    assertThat(world.registries.at(PROD)).isEqualTo(OTHER);
    assertThat(world.registries.at(US)).isEqualTo(DIGEST);
    world.registries.untag(PROD);
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  private void takeProd(Reference target) {
    if (target.equals(PROD)) {
      world.registries.put(PROD, OTHER);
    }
  }

  @Test
  void movesNoTagThatIsWrittenWhileItsLifeIsAboutToWriteIt() {
    world.beforeTags = this::takeProd;
    environment.ask(order());
    environment.pass(Duration.ofMinutes(1));
    assertThat(environment.status().destinations().getFirst().cause())
        .contains("is " + OTHER + " by now, and tags are not moved");
    assertThat(world.registries.at(PROD)).isEqualTo(OTHER);
    assertThat(world.offers)
        .filteredOn(offer -> offer.target().equals(PROD))
        .extracting(PromotionOffer::expected)
        .containsOnly(new ExpectedTag(null));
  }

  @Test
  void letsALifeMoveATagWhereThePathSaysSo() {
    world.path = moving(path());
    world.beforeTags = this::takeProd;
    assertThat(environment.promote().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(EU)).isEqualTo(DIGEST);
    assertThat(world.offers)
        .filteredOn(offer -> offer.target().equals(EU))
        .extracting(PromotionOffer::expected)
        .containsOnlyNulls();
  }

  @Test
  void offersItAgainToALifeThatDoesNotWriteItsTag() {
    world.livesWrite = false;
    environment.ask(order());
    environment.pass(Duration.ofMinutes(30));
    assertThat(environment.status().destinations().getFirst().step()).isEqualTo(Step.COPIED);
    assertThat(environment.status().destinations().getFirst().cause())
        .contains("has not written its tag yet");
    assertThat(world.offers)
        .extracting(PromotionOffer::requestId)
        .contains("r1 " + PROD, "r1 " + EU, "r1 " + US);
    world.livesWrite = true;
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  @Test
  void movesFloatingTagsForwardOnlyInEachDestination() {
    world.followed.put(latest(PROD), new Tag("2.0.0"));
    world.registries.put(latest(PROD), OTHER);
    PromotionStatus end = environment.promote();
    assertThat(end.destinations().getFirst().floating()).containsExactly("1", "1.2");
    assertThat(end.destinations().getFirst().left())
        .containsExactly("latest: it follows 2.0.0 by now");
    assertThat(world.registries.at(latest(PROD))).isEqualTo(OTHER);
    assertThat(world.registries.at(latest(EU))).isEqualTo(DIGEST);
  }

  @Test
  void rollsBackWithoutGatesAndLetsFloatingTagsGoBack() {
    world.path = path(new dev.laytime.promotion.Gate.Approved("people", 2, true, List.of()));
    for (Reference target : List.of(PROD, EU, US)) {
      world.registries.put(target, DIGEST);
      world.registries.put(latest(target), OTHER);
      world.followed.put(latest(target), new Tag("1.3.0"));
    }
    world.git.put("manifests", new java.util.concurrent.CopyOnWriteArrayList<>(List.of("1.3.0")));
    environment.ask(order("r1", DIGEST, "release", PromotionOrder.Kind.ROLLBACK));
    PromotionStatus end = environment.end();
    assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(latest(PROD))).isEqualTo(DIGEST);
    assertThat(world.registries.at(latest(EU))).isEqualTo(DIGEST);
    assertThat(world.asked).doesNotContain("copy prod.test");
    assertThat(world.attestations).isEmpty();
    assertThat(world.git.get("manifests")).containsExactly("1.3.0", "1.2.3 abababababab");
  }

  @Test
  void doesNotRollBackToWhatIsGone() {
    environment.ask(order("r1", DIGEST, "release", PromotionOrder.Kind.ROLLBACK));
    assertThat(environment.end().cause()).contains("prod.test/prod/app has no " + DIGEST);
  }

  @Test
  void goesOnMovingInANewRun() {
    try (PromotionEnvironment renewed = new PromotionEnvironment(new EarlyRenewal(80))) {
      renewed.world.failAlways("copy eu.test", FailureType.DENIED);
      renewed.ask(order());
      String first = renewed.stub().describe().getExecution().getRunId();
      renewed.pass(Duration.ofHours(1));
      assertThat(renewed.stub().describe().getExecution().getRunId()).isNotEqualTo(first);
      // It moves as it began to, whatever the configuration says by now.
      renewed.world.path = null;
      renewed.world.heal("copy eu.test");
      PromotionStatus end = renewed.end();
      assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
      assertThat(renewed.world.git.get("manifests")).hasSize(1);
      assertThat(renewed.world.attestations).hasSize(3);
    }
  }

  private static Reference latest(Reference target) {
    return target.repository().tagged(Tag.LATEST);
  }
}
