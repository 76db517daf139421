package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.StageOrders;
import dev.laytime.activity.SurveyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepositoryReaperTest {

  private static final Repository REPOSITORY = IMAGE.repository();

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeStage stage = environment.stage;
  private final FakeLedger ledger = environment.ledger;
  private final FakeMessages messages = environment.messages;

  @BeforeEach
  void tellNobody() {
    messages.livesAreTold = false;
    stage.put(IMAGE, DIGEST);
  }

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void holdsAndUntagsWhatGoesIntoQuarantine() {
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(stage.at(IMAGE)).isNull();
    assertThat(stage.held(REPOSITORY, DIGEST)).isEqualTo(DIGEST);
    assertThat(outcomes()).containsExactly(Outcome.removed("r1", true, "", 0));
    assertThat(environment.asked("survey", "hold", "remove", "settle", "outcome"))
        .containsExactly("survey", "hold", "remove Untag", "settle", "outcome removed");
    assertThat(ledger.settled)
        .extracting(settle -> settle.intention() + " " + settle.outcome())
        .containsExactly("intention r1 done");
    assertThat(environment.runs(WorkflowIds.reap(REPOSITORY))).isFalse();
  }

  @Test
  void deletesInTheOrderOfThePlan() {
    request(delete("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(environment.asked("remove"))
        .containsExactly("remove Untag", "remove DeleteManifest");
    assertThat(outcomes()).containsExactly(Outcome.removed("r1", true, "", 4096));
  }

  @Test
  void surveysTogetherWhatCameInOneWindowAndTakesARequestOnce() {
    Reference second = Reference.parse("stage.test/dev/app:2");
    stage.put(second, OTHER);
    request(quarantine("r1", IMAGE, DIGEST));
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofSeconds(30));
    request(quarantine("r2", second, OTHER));
    assertThat(environment.count("survey")).isZero();
    environment.pass(Duration.ofMinutes(2));
    assertThat(stage.surveys).singleElement().satisfies(s -> assertThat(s.claims()).hasSize(2));
    assertThat(outcomes()).extracting(Outcome::requestId).containsExactly("r1", "r2");
  }

  @Test
  void asksForNoMoreThanTwentyRemovalsAtATime() {
    for (int i = 0; i < 25; i++) {
      Reference image = Reference.parse("stage.test/dev/app:t" + i);
      stage.put(image, DIGEST);
      request(quarantine("r" + i, image, DIGEST));
    }
    environment.pass(Duration.ofMinutes(5));
    assertThat(stage.surveys).extracting(s -> s.claims().size()).containsExactly(20, 5);
    assertThat(outcomes()).hasSize(25).allMatch(outcome -> outcome.kind().equals("removed"));
  }

  @Test
  void gaveBackWhatWasWithdrawnBeforeItBegan() {
    request(quarantine("r1", IMAGE, DIGEST));
    messages.reaper(REPOSITORY.toString(), reaper -> reaper.withdraw("r1"));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes()).extracting(Outcome::reasons).containsExactly(List.of("withdrawn"));
    assertThat(outcomes().getFirst().kind()).isEqualTo("not-removed");
    assertThat(environment.asked("survey", "remove")).isEmpty();
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void refusesWhatWasWithdrawnBeforeItCame() {
    request(quarantine("r0", Reference.parse("stage.test/dev/app:0"), OTHER));
    messages.reaper(REPOSITORY.toString(), reaper -> reaper.withdraw("r1"));
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes()).extracting(Outcome::requestId).containsExactly("r1", "r0");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void finishesWhatHadBegunWhenItWasWithdrawn() {
    stage.beforeRemoval =
        () -> messages.reaper(REPOSITORY.toString(), reaper -> reaper.withdraw("r1"));
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes()).extracting(Outcome::kind).containsExactly("removed");
  }

  @Test
  void isInDoubtAfterARequestThatFailedAndDoesNothingMoreOfThePlan() {
    stage.removalFailures.add(FakeRegistry.failure(FailureType.UNAVAILABLE, null));
    request(delete("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(10));
    assertThat(environment.asked("remove")).containsExactly("remove Untag");
    assertThat(outcomes()).singleElement().satisfies(o -> assertThat(o.inDoubt()).isTrue());
    assertThat(ledger.settled.getFirst().outcome()).startsWith("not-removed");
    assertThat(stage.at(REPOSITORY.pinned(DIGEST))).isEqualTo(DIGEST);
  }

  @Test
  void holdsAgainWhatItLetGoOfBeforeARequestThatFailed() {
    stage.beforeRemoval =
        () -> {
          stage.removalFailures.clear();
          if (environment.count("remove DeleteManifest") == 1) {
            stage.removalFailures.add(FakeRegistry.failure(FailureType.UNAVAILABLE, null));
          }
        };
    request(delete("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(10));
    assertThat(environment.asked("remove", "hold"))
        .containsExactly("remove Untag", "remove DeleteManifest", "hold");
    assertThat(outcomes()).singleElement().satisfies(o -> assertThat(o.inDoubt()).isTrue());
    assertThat(stage.held(REPOSITORY, DIGEST)).isEqualTo(DIGEST);
  }

  @Test
  void takesNothingAwayOnceItsSurveyIsTooOld() {
    stage.planner =
        (claim, plan) -> {
          stage.failures.add(busyFor(Duration.ofSeconds(60)));
          return new SurveyResult.Plan(
              claim.life(), List.of(), true, plan.steps(), plan.note(), plan.releasedBytes());
        };
    stage.failures.add(busyFor(Duration.ofSeconds(570)));
    request(delete("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(20));
    assertThat(environment.asked("hold", "remove")).containsExactly("hold", "hold");
    assertThat(outcomes())
        .singleElement()
        .satisfies(o -> assertThat(o.reasons().getFirst()).contains("older than ten minutes"));
  }

  @Test
  void givesEachRequestTheTimeOfOneMoreLookAtAll() {
    request(delete("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(stage.times)
        .hasSize(2)
        .allSatisfy(
            time -> assertThat(time).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3)));

    stage.failures.add(busyFor(Duration.ofMinutes(5)));
    request(delete("r2", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(10));
    assertThat(stage.times.getLast()).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(8));
  }

  private static ApplicationFailure busyFor(Duration time) {
    return ApplicationFailure.newBuilder()
        .setMessage("the registry is busy")
        .setType(FailureType.THROTTLED.name())
        .setNextRetryDelay(time)
        .build();
  }

  @Test
  void tellsWhereADeletionFoundNothing() {
    stage.planner = (claim, _) -> nothing(claim);
    request(delete("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes()).containsExactly(Outcome.gone("r1", "it is gone already"));
    assertThat(ledger.settled.getFirst().outcome()).startsWith("gone");
  }

  @Test
  void goesOnWithItsSurveyPastWhatItFoundGone() {
    Reference second = Reference.parse("stage.test/dev/app:2");
    stage.put(second, OTHER);
    stage.planner = (claim, plan) -> claim.image().equals(IMAGE) ? nothing(claim) : plan;
    request(delete("r1", IMAGE, DIGEST));
    request(delete("r2", second, OTHER));
    environment.pass(Duration.ofMinutes(3));
    assertThat(outcomes()).extracting(Outcome::kind).containsExactly("gone", "removed");
    assertThat(environment.count("survey")).isEqualTo(1);
  }

  @Test
  void countsATagThatWasGoneAsTakenAway() {
    stage.planner = (claim, _) -> nothing(claim);
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes()).containsExactly(Outcome.removed("r1", true, "it is gone already", 0));
  }

  private static SurveyResult.Plan nothing(Removals.Claim claim) {
    return new SurveyResult.Plan(
        claim.life(), List.of(), false, List.of(), "it is gone already", 0, true);
  }

  @Test
  void surveysTheRestAnewAfterOneThatWasNotRemoved() {
    Reference second = Reference.parse("stage.test/dev/app:2");
    stage.put(second, DIGEST);
    stage.removals.add(
        new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of("named by manifests"), null));
    request(quarantine("r1", IMAGE, DIGEST));
    request(quarantine("r2", second, DIGEST));
    environment.pass(Duration.ofMinutes(3));
    assertThat(stage.surveys).extracting(s -> s.claims().size()).containsExactly(2, 1);
    assertThat(outcomes()).extracting(Outcome::kind).containsExactly("not-removed", "removed");
    assertThat(outcomes().getFirst().reasons()).containsExactly("named by manifests");
  }

  @Test
  void surveysAnewWhatIsOlderThanTenMinutes() {
    Reference second = Reference.parse("stage.test/dev/app:2");
    stage.put(second, DIGEST);
    messages.refuseOutcomesFor(Duration.ofMinutes(11));
    request(quarantine("r1", IMAGE, DIGEST));
    request(quarantine("r2", second, DIGEST));
    environment.pass(Duration.ofMinutes(40));
    assertThat(stage.surveys).extracting(s -> s.claims().size()).containsExactly(2, 1);
    assertThat(outcomes()).hasSize(2);
  }

  @Test
  void refusesWithoutASurveyWhereNothingMayBeTakenAwayOrNothingIsKnownOfTheRegistry() {
    ledger.stageOrders = FakeLedger.stage(false, ledger.stageOrders.capabilities());
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    ledger.stageOrders = FakeLedger.stage(true, null);
    request(quarantine("r2", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    ledger.stageOrders =
        new StageOrders(null, null, false, "here", null, Duration.ofHours(1), Duration.ZERO);
    request(quarantine("r3", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    ledger.stageOrders = FakeLedger.dryRun();
    request(quarantine("r4", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(environment.asked("survey", "hold", "remove")).isEmpty();
    assertThat(outcomes())
        .extracting(outcome -> outcome.reasons().getFirst())
        .satisfiesExactly(
            reason -> assertThat(reason).contains("observe-only"),
            reason -> assertThat(reason).contains("not probed"),
            reason -> assertThat(reason).contains("no stage"),
            reason -> assertThat(reason).isEqualTo("dry run: nothing is written"));
  }

  @Test
  void keepsEverythingWhenTheSurveyFails() {
    stage.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes().getFirst().reasons().getFirst()).contains("registry answered DENIED");
    assertThat(outcomes().getFirst().inDoubt()).isFalse();
    assertThat(environment.count("remove")).isZero();
  }

  @Test
  void asksToComeBackNoEarlierThanTheRegistryDoes() {
    Instant until = environment.now().plus(Duration.ofHours(1));
    stage.failures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    stage.planner =
        (_, plan) -> {
          stage.failures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
          return plan;
        };
    request(quarantine("r2", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    stage.planner = (_, plan) -> plan;
    stage.removalFailures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
    request(delete("r3", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes())
        .extracting(Outcome::until)
        .containsExactly(until.toString(), until.toString(), until.toString());
  }

  @Test
  void asksToComeBackAsEverWhereTheRegistryIsReadyEarlier() {
    Instant before = environment.now();
    stage.failures.add(FakeRegistry.failure(FailureType.THROTTLED, before.plusSeconds(90)));
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes())
        .extracting(outcome -> Instant.parse(outcome.until()))
        .allSatisfy(until -> assertThat(until).isAfter(before.plus(Duration.ofMinutes(5))));
  }

  @Test
  void leavesTheTagWhereTheHoldCannotBeWritten() {
    stage.planner =
        (claim, plan) -> {
          stage.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
          return plan;
        };
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(outcomes().getFirst().kind()).isEqualTo("not-removed");
    assertThat(environment.count("remove")).isZero();
  }

  @Test
  void isAClockOnlyWhereTheRegistryCannotTakeATagAway() {
    stage.planner =
        (claim, plan) ->
            new SurveyResult.Plan(
                claim.life(), List.of(), false, List.of(), "quarantine is a clock only", 0);
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes())
        .containsExactly(Outcome.removed("r1", false, "quarantine is a clock only", 0));
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void tellsWhatTheTagNamesInsteadWhenItHasMoved() {
    stage.removals.add(new RemoveResult(RemoveResult.Outcome.MOVED, List.of("moved"), OTHER));
    request(quarantine("r1", IMAGE, DIGEST));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes()).containsExactly(Outcome.moved("r1", OTHER.value()));
  }

  @Test
  void holdsAgainWhatItLetGoOfBeforeTheRestWasRefused() {
    request(delete("r1", IMAGE, DIGEST));
    stage.removals.add(new RemoveResult(RemoveResult.Outcome.REMOVED, List.of(), null));
    stage.removals.add(new RemoveResult(RemoveResult.Outcome.OBJECTED, List.of("pinned"), null));
    environment.pass(Duration.ofMinutes(2));
    assertThat(outcomes()).extracting(Outcome::kind).containsExactly("not-removed");
    assertThat(stage.held(REPOSITORY, DIGEST)).isEqualTo(DIGEST);
  }

  @Test
  void waitsForTheLedgerAndStillLetsPeopleWithdraw() {
    ledger.givenUp = true;
    request(quarantine("r1", IMAGE, DIGEST));
    request(quarantine("r2", Reference.parse("stage.test/dev/app:2"), OTHER));
    environment.pass(Duration.ofMinutes(30));
    messages.reaper(REPOSITORY.toString(), reaper -> reaper.withdraw("r1"));
    environment.pass(Duration.ofMinutes(5));
    assertThat(outcomes()).extracting(Outcome::requestId).containsExactly("r1");
    assertThat(environment.count("survey")).isZero();
    ledger.givenUp = false;
    environment.pass(Duration.ofMinutes(5));
    assertThat(outcomes()).hasSize(2);
  }

  private void request(RemovalOrder order) {
    messages.reaper(order.repository(), reaper -> reaper.request(order));
  }

  static RemovalOrder quarantine(String requestId, Reference image, Digest digest) {
    return order(requestId, image, digest, RemovalKind.QUARANTINE);
  }

  private static RemovalOrder delete(String requestId, Reference image, Digest digest) {
    return order(requestId, image, digest, RemovalKind.DELETE);
  }

  private static RemovalOrder order(
      String requestId, Reference image, Digest digest, RemovalKind kind) {
    return new RemovalOrder(
        REPOSITORY.toString(),
        requestId,
        new Removals.Claim(
            WorkflowIds.life(image),
            image,
            digest,
            1,
            Instant.EPOCH,
            "intention " + requestId,
            kind));
  }

  private List<Outcome> outcomes() {
    return messages.outcomes.stream().map(notice -> notice.outcome()).toList();
  }
}
