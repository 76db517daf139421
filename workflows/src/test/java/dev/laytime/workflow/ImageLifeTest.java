package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.DisplacedNotice;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.RemoveResult;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.ImageLife.PushedMessage;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageLifeTest {

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeLedger ledger = environment.ledger;
  private final FakeStage stage = environment.stage;
  private final FakeMessages messages = environment.messages;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void livesFromBeingNamedToItsObituary() {
    environment.say(1, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);

    environment.say(2, 0);
    environment.settle();
    assertThat(environment.state()).isEqualTo("UNUSED");

    environment.pass(FakeLedger.GRACE.minusHours(1));
    assertThat(environment.count("evidence")).isZero();
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(stage.at(IMAGE)).isNull();
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);

    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(environment.status(WorkflowIds.life(IMAGE)))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(stage.at(IMAGE.repository().pinned(DIGEST))).isNull();
    Obituary obituary = ledger.buried.getFirst().obituary();
    assertThat(obituary.cause()).isEqualTo("deleted");
    assertThat(obituary.digest()).isEqualTo(DIGEST);
    assertThat(obituary.proof()).containsExactly("manifests: not named");
    assertThat(obituary.releasedBytes()).isEqualTo(4096);
  }

  @Test
  void staysUpToATenthLongerThanItsGracePeriodWhereASweepFoundIt() {
    ledger.swept = true;
    stage.put(IMAGE, DIGEST);
    environment.find(DIGEST);
    environment.settle();
    assertThat(environment.state()).isEqualTo("UNUSED");
    Instant found = environment.now();
    Instant deadline = Objects.requireNonNull(environment.why().deadline());
    assertThat(deadline)
        .isAfter(found.plus(FakeLedger.GRACE))
        .isBefore(found.plus(FakeLedger.GRACE).plus(FakeLedger.GRACE.dividedBy(10)));

    environment.pass(Duration.between(environment.now(), deadline).minusMinutes(1));
    assertThat(environment.state()).isEqualTo("UNUSED");
    environment.pass(Duration.ofMinutes(5));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void isNotCopiedForWhoOnlyKeepsIt() {
    environment.sayThatItKeeps(1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("WANTED");
    assertThat(messages.copies).isEmpty();

    environment.say(2, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");

    environment.sayThatItKeeps(3);
    environment.pass(FakeLedger.GRACE.plusDays(1));
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void asksForASecondProofAfterTheSecondDeadline() {
    environment.becomeQuarantined();
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(ledger.evidence).hasSize(2);
    Instant quarantineEnd = ledger.evidence.getLast().notBefore();
    assertThat(quarantineEnd)
        .isAfter(ledger.evidence.getFirst().notBefore().plus(FakeLedger.QUARANTINE));
    assertThat(ledger.evidence.getLast().now()).isAfterOrEqualTo(quarantineEnd);
  }

  @Test
  void isRestoredAtOnceWhenItIsNamedInQuarantine() {
    environment.becomeQuarantined();
    environment.say(3, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    long looks = environment.count("look");
    environment.pass(Duration.ofMinutes(3));
    assertThat(environment.count("look")).as("looks again twice").isEqualTo(looks + 2);
    assertThat(stage.looks.getLast()).isEqualTo(new LookRequest(IMAGE, DIGEST));
    assertThat(stage.looks.getFirst()).isEqualTo(new LookRequest(IMAGE, null));
  }

  @Test
  void tellsWhatIsMissingOfAnImageThatCannotBeRestoredAndOrdersItAnew() {
    environment.becomeQuarantined();
    stage.missing = "blob b of m is gone";
    environment.say(3, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("FAILING");
    assertThat(environment.why().digest()).isEqualTo(DIGEST);
    assertThat(environment.why().reasons().getFirst())
        .isEqualTo("trying again: restore: blob b of m is gone");
    int copies = messages.copies.size();
    environment.pass(Duration.ofMinutes(1));
    assertThat(messages.copies).hasSize(copies + 1);
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void isRestoredWhenAPersonAsks() {
    environment.becomeQuarantined();
    assertThat(environment.restore().state()).isEqualTo("UNUSED");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void endsWithTheObituaryNeverCameWhenNothingBringsItAndNobodyWantsIt() {
    messages.life(IMAGE, life -> life.look("approval"));
    environment.pass(FakeLedger.GRACE.minusHours(1));
    assertThat(environment.state()).isEqualTo("WANTED");
    environment.pass(Duration.ofHours(2));
    assertThat(ledger.buried)
        .extracting(request -> request.obituary().cause())
        .containsExactly("never came");
    assertThat(environment.runs(WorkflowIds.life(IMAGE))).isFalse();
  }

  @Test
  void waitsAsFailingForAsLongAsTheRegistryAsksForPatience() {
    environment.say(1, 1);
    environment.settle();
    Instant until = environment.now().plus(Duration.ofMinutes(40));
    stage.failures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
    environment.find(OTHER);
    environment.settle();
    assertThat(environment.state()).isEqualTo("FAILING");
    assertThat(environment.why().next()).isEqualTo(until);
    assertThat(environment.why().reasons().getFirst()).contains("registry answered THROTTLED");
    environment.pass(Duration.ofMinutes(41));
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void triesAgainWithGrowingPausesWhileTheRegistryIsDown() {
    stage.givenUp = true;
    environment.say(1, 1);
    environment.pass(Duration.ofHours(6));
    assertThat(environment.state()).isEqualTo("FAILING");
    assertThat(environment.why().attempts()).isBetween(8, 25);
    stage.givenUp = false;
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void triesAtOnceWhenAPodCannotPullWhatFailed() {
    stage.givenUp = true;
    environment.say(1, 1);
    environment.pass(Duration.ofHours(6));
    Instant next = environment.nextAttempt(Duration.ofMinutes(2));
    stage.givenUp = false;

    messages.life(IMAGE, life -> life.unpulled("Pod shop/web"));
    environment.settle();

    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(environment.now()).isBefore(next);
  }

  @Test
  void waitsForAThrottlingRegistryWhateverPodCannotPull() {
    environment.say(1, 1);
    environment.settle();
    Instant until = environment.now().plus(Duration.ofMinutes(40));
    stage.failures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
    environment.find(OTHER);
    environment.settle();

    messages.life(IMAGE, life -> life.unpulled("Pod shop/web"));
    environment.pass(Duration.ofMinutes(30));

    assertThat(environment.state()).isEqualTo("FAILING");
    assertThat(environment.why().next()).isEqualTo(until);
  }

  @Test
  void bringsBackWhatAPodCannotPullBecauseSomebodyTookItAway() {
    environment.say(1, 1);
    environment.settle();
    stage.untag(IMAGE);

    messages.life(IMAGE, life -> life.unpulled("Pod shop/web"));
    environment.settle();

    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void keepsTheCauseAndTriesAgainWhenItsCopyIsNotTaken() {
    messages.answer = new CopyAnswer(false, "another copy writes there");
    environment.say(1, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("FAILING");
    assertThat(environment.why().reasons().getFirst()).contains("another copy writes there");
    messages.answer = new CopyAnswer(true, "");
    environment.pass(Duration.ofMinutes(1));
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(messages.copies).extracting(order -> order.requestId()).doesNotHaveDuplicates();
  }

  @Test
  void givesUpACopyThatNeverTellsAndLooksForItself() {
    messages.copiesEnd = false;
    environment.say(1, 1);
    environment.pass(Duration.ofHours(1));
    assertThat(environment.state()).isEqualTo("ACQUIRING");
    assertThat(ledger.records.getLast().copyingUntil())
        .as("deletions in its repository wait for so long")
        .isAfter(environment.now());
    stage.put(IMAGE, DIGEST);
    environment.pass(Duration.ofDays(1));
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(ledger.records.getLast().copyingUntil()).isNull();
    assertThat(messages.copies).hasSize(1);
  }

  @Test
  void holdsWhatItWasBeforeAndGivesItALifeWhenSomethingElseIsOffered() {
    environment.say(1, 1);
    environment.settle();
    environment.offer(OTHER);
    environment.settle();
    assertThat(stage.at(IMAGE)).isEqualTo(OTHER);
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
    assertThat(messages.displaced)
        .extracting(DisplacedNotice::image)
        .containsOnly(IMAGE.repository().pinned(DIGEST));
    assertThat(environment.asked("hold", "copy"))
        .as("held before the copy moves the tag")
        .containsSubsequence("copy", "hold", "copy");
  }

  @Test
  void tellsACopyWhatItsNameMayNameUntilThen() {
    environment.say(1, 1);
    environment.settle();
    environment.offer(OTHER, DIGEST.value());
    environment.settle();
    assertThat(messages.copies.getLast().expected()).isEqualTo(new ExpectedTag(DIGEST));
    assertThat(stage.at(IMAGE)).isEqualTo(OTHER);
  }

  @Test
  void bringsNothingInThePlaceOfWhatSomebodyElsePutThere() {
    environment.say(1, 1);
    environment.settle();
    int copies = messages.copies.size();
    environment.offer(OTHER, "absent");
    environment.settle();
    assertThat(messages.copies).hasSize(copies);
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void givesWhatItWasALifeThoughItIsGoneByNow() {
    environment.say(1, 1);
    environment.settle();
    stage.lose(IMAGE, DIGEST);
    stage.put(IMAGE, OTHER);
    environment.find(OTHER);
    environment.settle();
    assertThat(environment.why().digest()).isEqualTo(OTHER);
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isNull();
    assertThat(messages.displaced)
        .extracting(DisplacedNotice::image)
        .containsOnly(IMAGE.repository().pinned(DIGEST));
  }

  @Test
  void keepsWhatLosesItsLastNameForAWholeGracePeriod() {
    Reference other = IMAGE.repository().tagged(new Tag("latest"));
    Reference held = IMAGE.repository().pinned(DIGEST);
    stage.put(other, DIGEST);
    environment.say(1, 1);
    environment.say(other, 1, 1);
    environment.settle();
    stage.put(other, OTHER);
    messages.life(other, life -> life.pushed(new PushedMessage("x", OTHER.value())));
    environment.pass(FakeLedger.GRACE.minusDays(1));
    Instant before = environment.now();
    environment.offer(OTHER);
    environment.settle();
    Instant after = environment.now();
    environment.pass(Duration.ofDays(2));
    Why why = environment.life(held).why();
    assertThat(why.state()).isEqualTo("UNUSED");
    assertThat(why.deadline())
        .as("from when it moved")
        .isBetween(before.plus(FakeLedger.GRACE), after.plus(FakeLedger.GRACE));
    assertThat(environment.asked("evidence")).isEmpty();
  }

  @Test
  void asksTheRegistryWhenASweepFoundSomethingElse() {
    environment.say(1, 1);
    environment.settle();
    stage.put(IMAGE, OTHER);
    environment.find(OTHER);
    environment.settle();
    assertThat(environment.why().digest()).isEqualTo(OTHER);
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
  }

  @Test
  void looksBeforeItLearnsAgainWhatLacksAPart() {
    stage.put(IMAGE, DIGEST);
    stage.incomplete.add(DIGEST);
    environment.say(1, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("FAILING");

    stage.put(IMAGE, OTHER);
    environment.find(OTHER);
    environment.pass(Duration.ofHours(1));

    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(environment.why().digest()).isEqualTo(OTHER);
  }

  @Test
  void isHeldAgainWhenASweepMissedItsHold() {
    Reference held = presentByDigest();
    long walks = environment.count("learn");
    assertThat(loseHold(held)).isEqualTo("PRESENT");
    assertThat(environment.count("learn")).as("what is learned is not walked").isEqualTo(walks);

    environment.say(held, 2, 0);
    environment.settle();
    assertThat(loseHold(held)).isEqualTo("UNUSED");

    environment.pass(FakeLedger.GRACE.plusHours(1));
    assertThat(loseHold(held)).isEqualTo("QUARANTINED");
    assertThat(environment.asked("restore", "copy")).isEmpty();
  }

  private Reference presentByDigest() {
    Reference held = IMAGE.repository().pinned(DIGEST);
    stage.put(held, DIGEST);
    environment.say(held, 1, 1);
    environment.settle();
    return held;
  }

  /** A sweep misses the hold, which is there afterwards; in which state. */
  private String loseHold(Reference held) {
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
    stage.untag(IMAGE.repository().tagged(ReservedTags.hold(DIGEST)));
    environment.find(held, null);
    environment.settle();
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
    return environment.life(held).why().state();
  }

  @Test
  void isHeldAgainInQuarantineWhenASweepMissedItsHold() {
    environment.becomeQuarantined();
    stage.untag(IMAGE.repository().tagged(ReservedTags.hold(DIGEST)));

    environment.find(null);
    environment.settle();

    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void isCopiedAgainWhenASweepMissedItsHoldAndItIsGone() {
    Reference held = presentByDigest();
    stage.lose(held, DIGEST);

    environment.find(held, null);
    environment.settle();

    assertThat(environment.asked("copy")).hasSize(1);
    assertThat(environment.life(held).why().state()).isEqualTo("PRESENT");
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
  }

  @Test
  void doesNotBelieveASweepThatIsOlderThanTheQuarantine() {
    environment.becomeQuarantined();
    environment.find(DIGEST);
    environment.settle();
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void asksARemovalBackWhenItIsNamedBeforeTheReaperBegins() {
    environment.becomeUnused();
    gatherFor(Duration.ofDays(2));
    environment.pass(FakeLedger.GRACE.plusHours(1));
    assertThat(messages.removals).hasSize(1);
    environment.say(3, 1);
    environment.settle();
    assertThat(messages.withdrawals)
        .extracting(order -> order.requestId())
        .containsExactly(messages.removals.getFirst().requestId());
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(environment.count("remove")).isZero();
  }

  @Test
  void comesBackSoonWhereTheReaperThatHadItsRemovalIsNoMore() {
    environment.becomeQuarantined();
    gatherFor(Duration.ofHours(12));
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(messages.removals).hasSize(2);
    environment.stub(WorkflowIds.reap(IMAGE.repository())).terminate("by somebody");
    environment.say(3, 1);
    environment.settle();
    assertThat(environment.why().reasons().getFirst())
        .isEqualTo("queued for deletion, and asked back");
    environment.pass(Duration.ofMinutes(16));
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  private void gatherFor(Duration window) {
    ledger.stageOrders =
        new dev.laytime.activity.StageOrders(
            "dev",
            FakeLedger.PREFIX,
            true,
            "here",
            ledger.stageOrders.capabilities(),
            Duration.ofHours(1),
            window);
  }

  @Test
  void waitsUnderABreakerUntilSomebodyApproves() {
    ledger.breaker = "breaker-7";
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusDays(5));
    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(environment.why().reasons().getFirst()).contains("breaker-7");
    assertThat(ledger.intended).hasSize(1);
    ledger.breaker = null;
    messages.life(IMAGE, life -> life.look("breaker-7 approved"));
    environment.pass(Duration.ofMinutes(5));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void waitsForEvidenceAndDoesNotSpinWhereItIsOverdue() {
    ledger.answer =
        request ->
            new Inquiry.Later(
                request.notBefore(), List.of("manifests: not scanned yet"), request.notBefore());
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusHours(1));
    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(environment.why().reasons()).containsExactly("manifests: not scanned yet");
    assertThat(ledger.evidence.size()).isBetween(3, 15);
  }

  @Test
  void becomesWhatItsTagNamesWhenTheReaperFindsItMoved() {
    environment.becomeUnused();
    stage.put(IMAGE, OTHER);
    stage.removals.add(
        new RemoveResult(RemoveResult.Outcome.MOVED, List.of("its tag has moved"), OTHER));
    environment.pass(FakeLedger.GRACE.plusHours(1));
    assertThat(environment.why().digest()).isEqualTo(OTHER);
    assertThat(stage.at(IMAGE)).isEqualTo(OTHER);
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
  }

  @Test
  void looksAgainTwoMinutesAfterARequestInDoubt() {
    environment.becomeUnused();
    stage.removalFailures.add(FakeRegistry.failure(FailureType.UNAVAILABLE, null));
    ledger.answer = request -> new Inquiry.Later(request.notBefore(), List.of("not yet"), null);
    ledger.answer =
        request ->
            ledger.evidence.size() > 1
                ? new Inquiry.Later(request.notBefore(), List.of("not yet"), null)
                : new Inquiry.Proven(request.notBefore(), List.of("said"));
    environment.pass(FakeLedger.GRACE.plusSeconds(90));
    assertThat(messages.outcomes.getLast().outcome().inDoubt()).isTrue();
    assertThat(environment.count("remove")).as("never tried again").isEqualTo(1);
    // The request arrives late, and takes the tag.
    stage.untag(IMAGE);
    environment.pass(Duration.ofMinutes(4));
    assertThat(stage.at(IMAGE)).as("brought back").isEqualTo(DIGEST);
  }

  @Test
  void beginsAnewInWantedWhenItIsNamedWhileItEnds() {
    environment.becomeQuarantined();
    String before = environment.runId(WorkflowIds.life(IMAGE));
    ledger.onBury = () -> environment.say(9, 1);
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(ledger.buried).hasSize(1);
    assertThat(environment.runId(WorkflowIds.life(IMAGE))).isNotEqualTo(before);
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void isNotBuriedWhereItIsNamedJustBefore() {
    environment.becomeQuarantined();
    AtomicBoolean named = new AtomicBoolean();
    ledger.onPolicy =
        () -> {
          if (stage.held(IMAGE.repository(), DIGEST) == null && !named.getAndSet(true)) {
            environment.say(9, 1);
          }
        };
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(named).isTrue();
    assertThat(ledger.buried).isEmpty();
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void isRestoredWhenItIsNamedWhileItEnds() {
    environment.becomeQuarantined();
    ledger.policy = FakeLedger.policy(new Origin.External());
    ledger.onBury =
        () -> {
          stage.put(IMAGE.repository().pinned(DIGEST), DIGEST);
          environment.say(9, 1);
        };
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(ledger.buried).hasSize(1);
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void waitsForAPushWhereNothingIsLeftOfWhatIsNamedWhileItEnds() {
    environment.becomeQuarantined();
    ledger.policy = FakeLedger.policy(new Origin.External());
    ledger.onBury = () -> environment.say(9, 1);
    environment.pass(FakeLedger.QUARANTINE.plusHours(3));
    assertThat(environment.count("restore")).isEqualTo(1);
    assertThat(environment.state()).isEqualTo("WANTED");
    assertThat(environment.why().reasons().getFirst()).contains("waiting for someone to push it");
  }

  @Test
  void beginsAnewInWantedWhenItIsPushedWhileItEnds() {
    beginsAnewWith(life -> life.pushed(new ImageLife.PushedMessage("p", OTHER.value())));
  }

  @Test
  void beginsAnewInWantedWhenItIsOfferedWhileItEnds() {
    beginsAnewWith(life ->
        life.offered(
            new ImageLife.OfferedMessage(
                "o", "docker.io/library/app:1", OTHER.value(), "mirror hub")));
  }

  private void beginsAnewWith(Consumer<ImageLife> need) {
    environment.becomeQuarantined();
    ledger.onBury = () -> messages.life(IMAGE, need);
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(ledger.buried).hasSize(1);
    assertThat(environment.runs(WorkflowIds.life(IMAGE))).isTrue();
  }

  @Test
  void beginsAnewInWantedWhenASweepSeesItWhileItEnds() {
    environment.becomeQuarantined();
    ledger.onBury =
        () -> {
          stage.put(IMAGE, OTHER);
          environment.find(OTHER);
        };
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(ledger.buried).hasSize(1);
    assertThat(environment.why().digest()).isEqualTo(OTHER);
  }

  @Test
  void staysBuriedWhereNobodyNeedsItWhateverIsSaidWhileItEnds() {
    environment.becomeQuarantined();
    ledger.onBury =
        () -> {
          environment.find(null);
          messages.life(IMAGE, life -> life.look("somebody approved"));
          environment.say(9, 0);
        };
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    environment.pass(FakeLedger.GRACE.plusHours(1));
    assertThat(ledger.buried).hasSize(1);
    assertThat(environment.runs(WorkflowIds.life(IMAGE))).isFalse();
  }

  @Test
  void isNotBuriedByARegistryThatIsStartingOnly() {
    environment.becomeQuarantined();
    environment.stub(WorkflowIds.life(IMAGE)).terminate("the service forgot it");
    stage.givenUp = true;
    messages.life(IMAGE, life -> life.look("rebuilt from the ledger"));
    environment.pass(Duration.ofMinutes(15));
    stage.lose(IMAGE, DIGEST);
    stage.givenUp = false;
    environment.pass(Duration.ofMinutes(10));
    assertThat(ledger.buried).isEmpty();
    stage.put(IMAGE.repository().pinned(DIGEST), DIGEST);
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);
  }

  @Test
  void takesNothingAwayWhereItMayOnlyObserve() {
    ledger.policy =
        new dev.laytime.lifecycle.Policy(
            "1",
            "dev",
            "stage dev is observe-only",
            false,
            ledger.policy.origin(),
            FakeLedger.GRACE,
            FakeLedger.QUARANTINE);
    environment.becomeUnused();
    environment.pass(Duration.ofDays(60));
    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(environment.why().reasons()).containsExactly("stage dev is observe-only");
    assertThat(environment.asked("hold", "removal", "remove", "intend")).isEmpty();
  }

  @Test
  void doesNothingMoreOnceNoStageHasIt() {
    environment.say(1, 1);
    environment.settle();
    ledger.policy =
        new dev.laytime.lifecycle.Policy(
            "2",
            null,
            "no stage",
            false,
            ledger.policy.origin(),
            FakeLedger.GRACE,
            FakeLedger.QUARANTINE);
    environment.say(2, 0);
    environment.pass(Duration.ofDays(60));
    assertThat(environment.why().stage()).isNull();
    assertThat(environment.asked("evidence", "removal")).isEmpty();
  }
}
