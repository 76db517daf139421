package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DEADLINE;
import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.EXTERNAL;
import static dev.laytime.lifecycle.Lives.IMAGE;
import static dev.laytime.lifecycle.Lives.OBSERVED;
import static dev.laytime.lifecycle.Lives.OTHER;
import static dev.laytime.lifecycle.Lives.POLICY;
import static dev.laytime.lifecycle.Lives.QUARANTINE;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UNTIL;
import static dev.laytime.lifecycle.Lives.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.ReservedTags;
import dev.laytime.ledger.RemovalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a life does next, state by state. */
class DecisionsTest {

  private static final Offer OFFER = new Offer(UPSTREAM, OTHER, "hub");

  @Test
  void asksTheLedgerFirst() {
    assertThat(decide(Life.begin(IMAGE, START), START)).isEqualTo(new Decision.Recall());
  }

  @Test
  void waitsWhereTheLedgerCouldNotAnswer() {
    Life failed = Lives.after(Life.begin(IMAGE, START), new Fact.Failed(START, "no ledger", null));
    assertThat(decide(failed, START)).isInstanceOf(Decision.Rest.class);
  }

  @Test
  void looksBeforeItOrders() {
    Life named = Lives.after(Lives.wanted(), Lives.said(START, 1, 1));
    assertThat(decide(named, START)).isEqualTo(new Decision.Look());
    assertThat(decide(Lives.after(named, new Fact.Found(START, null)), START))
        .isEqualTo(new Decision.Acquire(UPSTREAM, null));
  }

  @Test
  void waitsForSomeoneToPushWhatNoRuleBrings() {
    Life missing =
        Lives.after(Lives.wanted(), Lives.said(START, 1, 1), new Fact.Found(START, null));
    assertThat(Lifecycle.decide(missing, EXTERNAL, START))
        .isInstanceOfSatisfying(
            Decision.Rest.class,
            rest -> {
              assertThat(rest.until()).isNull();
              assertThat(rest.reasons().getFirst()).contains("waiting for someone to push it");
            });
  }

  private static Policy building(boolean due, @Nullable Instant again) {
    return EXTERNAL.from(new Origin.Build("shop", due, "is built", again));
  }

  @Test
  void ordersTheBuildOfWhatIsMissingOnce() {
    Life named = Lives.after(Lives.wanted(), Lives.said(START, 1, 1));
    assertThat(Lifecycle.decide(named, building(true, null), START)).isEqualTo(new Decision.Look());

    Life missing = Lives.after(named, new Fact.Found(START, null));
    assertThat(Lifecycle.decide(missing, building(true, null), START))
        .isEqualTo(new Decision.Build("shop"));
    assertThat(Lifecycle.decide(missing, building(false, DEADLINE), START))
        .isEqualTo(new Decision.Rest(DEADLINE, List.of("is built", "named by git: web")));
    assertThat(Lifecycle.decide(missing, building(false, START), START))
        .as("an instant gone by is no instant to ask again at")
        .isEqualTo(
            new Decision.Rest(START.plusSeconds(30), List.of("is built", "named by git: web")));
  }

  @Test
  void buildsNothingForWhoeverOrdersNothingNorAnythingByDigest() {
    Life kept = Lives.after(Lives.wanted(), keeps(1), new Fact.Found(START, null));
    assertThat(Lifecycle.decide(kept, building(true, null), START))
        .isInstanceOfSatisfying(
            Decision.Rest.class,
            rest -> assertThat(rest.reasons().getFirst()).contains("nobody who names it orders"));
  }

  @Test
  void takesWhatWasBuiltWhateverTheRuleSays() {
    Life offered =
        Lives.after(
            Lives.wanted(),
            Lives.said(START, 1, 1),
            new Fact.Found(START, null),
            new Fact.Offered(START, OFFER));
    assertThat(Lifecycle.decide(offered, building(true, null), START))
        .isEqualTo(new Decision.Acquire(UPSTREAM, OTHER));
  }

  @Test
  void saysWhatItsBuildIsOnceAnOrderThatFailedHasSucceeded() {
    Life failing =
        Lives.after(
            Lives.wanted(),
            Lives.said(START, 1, 1),
            new Fact.Found(START, null),
            new Fact.Failed(START, "Temporal is away", null));
    assertThat(Lifecycle.decide(failing, building(false, null), UNTIL))
        .isInstanceOfAny(Decision.Look.class, Decision.Become.class);
  }

  @Test
  void ordersNothingWhereOnlyItsOriginIsNamed() {
    Life named = Lives.after(Lives.wanted(), keeps(1), new Fact.Found(START, null));
    assertThat(decide(named, START))
        .isInstanceOfSatisfying(
            Decision.Rest.class,
            rest -> {
              assertThat(rest.until()).isNull();
              assertThat(rest.reasons().getFirst()).contains("orders nothing");
              assertThat(rest.reasons()).contains("named by git: web");
            });

    Fact pinned = new Fact.PinSet(START, new Pin(null, "ann", ""));
    for (Fact order : List.of(Lives.said(START, 2, 1), pinned)) {
      Life ordered = Lives.after(named, order, new Fact.Found(START, null));
      assertThat(decide(ordered, START)).isEqualTo(new Decision.Acquire(UPSTREAM, null));
    }
  }

  @Test
  void keepsWhatIsThereWhereOnlyItsOriginIsNamed() {
    Life present = Lives.present(Lives.after(Lives.wanted(), keeps(1)));
    assertThat(decide(present, DEADLINE))
        .isEqualTo(new Decision.Rest(null, List.of("named by git: web")));
    assertThat(decide(Lives.after(Lives.quarantined(), keeps(1)), DEADLINE))
        .isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void triesTheRestoreAgainWhereNothingMayBeCopied() {
    Life lost =
        Lives.after(
            Lives.present(Lives.after(Lives.wanted(), keeps(1))),
            new Fact.Found(UNTIL, null),
            new Fact.Held(UNTIL, DIGEST, true));
    Fact missing = new Fact.Restored(UNTIL, null, false, "blob b is gone");
    Life once = Lives.after(lost, missing, new Fact.Failed(UNTIL, "blob b is gone", null));
    assertThat(decide(once, UNTIL.plus(Duration.ofMinutes(5))))
        .isEqualTo(new Decision.Restore(DIGEST));
  }

  private static Fact keeps(long epoch) {
    return new Fact.Said(START, new Word("git", epoch, START, 1, "running", List.of("web"), true));
  }

  @Test
  void restsWithItsKeepersWhileNamed() {
    Life named = Lives.present(Lives.after(Lives.wanted(), Lives.said(START, 1, 2)));
    assertThat(decide(named, START))
        .isEqualTo(new Decision.Rest(null, List.of("named by git: web and 1 more")));
  }

  @Test
  void holdsWhatTheOfferReplacesBeforeItCopies() {
    Life offered = Lives.after(Lives.present(), new Fact.Offered(START, OFFER));
    assertThat(decide(offered, START)).isEqualTo(new Decision.Hold(DIGEST, true));
    assertThat(decide(Lives.after(offered, new Fact.Held(START, DIGEST, true)), START))
        .isEqualTo(new Decision.Acquire(UPSTREAM, OTHER));
  }

  @Test
  void writesNoHoldWhereAStageIsOnlyObserved() {
    Life offered = Lives.after(Lives.present(), new Fact.Offered(START, OFFER));
    assertThat(Lifecycle.decide(offered, OBSERVED, START))
        .isEqualTo(new Decision.Hold(DIGEST, false));
  }

  @Test
  void neverLeavesWhereAStageIsOnlyObserved() {
    assertThat(Lifecycle.decide(Lives.cleared(DEADLINE), OBSERVED, DEADLINE))
        .isEqualTo(new Decision.Rest(null, List.of("prod only observes")));
  }

  private static Policy paused(@Nullable Instant until) {
    return new Policy(
        "1",
        "prod",
        null,
        true,
        POLICY.origin(),
        Lives.GRACE,
        QUARANTINE,
        new StagePause("prod", "ann", "incident", START, until),
        List.of());
  }

  @ParameterizedTest
  @EnumSource(RemovalKind.class)
  void neverLeavesWhileItsStageIsPaused(RemovalKind kind) {
    boolean quarantine = kind == RemovalKind.QUARANTINE;
    Instant deadline = quarantine ? DEADLINE : UNTIL;
    Life cleared = Lives.cleared(quarantine ? Lives.unused() : Lives.quarantined(), deadline);
    assertThat(Lifecycle.decide(cleared, paused(null), deadline))
        .isEqualTo(
            new Decision.Rest(
                null, List.of("stage prod is paused by ann since " + START + ": incident")));
    assertThat(decide(cleared, deadline)).isInstanceOf(Decision.Remove.class);
  }

  @Test
  void looksAgainWhenThePauseOfItsStageEnds() {
    Life cleared = Lives.cleared(DEADLINE);
    Instant until = DEADLINE.plusSeconds(60);
    Decision rest = Lifecycle.decide(cleared, paused(until), until.minusNanos(1));
    assertThat(rest)
        .isInstanceOfSatisfying(
            Decision.Rest.class,
            found ->
                assertThat(found.until()).isBetween(until, until.plus(Duration.ofMinutes(10))));
    assertThat(Lifecycle.decide(cleared, paused(until), until)).isInstanceOf(Decision.Remove.class);
  }

  @Test
  void asksBackARemovalThatIsQueuedWhenItsStageIsPaused() {
    Life leaving = Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE);
    assertThat(Lifecycle.decide(leaving, paused(null), DEADLINE))
        .isEqualTo(new Decision.Withdraw("r1"));
    assertThat(Lifecycle.decide(leaving, paused(DEADLINE), DEADLINE))
        .isInstanceOf(Decision.Rest.class);
  }

  @Test
  void isCopiedAndRestoredWhileItsStageIsPaused() {
    Life named = Lives.after(Lives.quarantined(), Lives.said(DEADLINE, 1, 1));
    assertThat(Lifecycle.decide(named, paused(null), DEADLINE))
        .isEqualTo(new Decision.Restore(DIGEST));
    Life wanted = Lives.after(Lives.wanted(), Lives.said(START, 1, 1), new Fact.Found(START, null));
    assertThat(Lifecycle.decide(wanted, paused(null), START)).isInstanceOf(Decision.Acquire.class);
  }

  @Test
  void goesByProofThenCountThenReaper() {
    Life proven =
        Lives.after(
            Lives.unused(),
            new Fact.Answered(DEADLINE, new Inquiry.Proven(DEADLINE, List.of()), List.of()));
    assertThat(decide(proven, DEADLINE))
        .isEqualTo(new Decision.Intend(RemovalKind.QUARANTINE, DEADLINE));
    assertThat(decide(Lives.cleared(DEADLINE), DEADLINE))
        .isEqualTo(new Decision.Remove(RemovalKind.QUARANTINE, DEADLINE, "i1", QUARANTINE));
    assertThat(decide(Lives.cleared(Lives.quarantined(), UNTIL), UNTIL))
        .isEqualTo(new Decision.Remove(RemovalKind.DELETE, UNTIL, "i1", Duration.ZERO));
  }

  @Test
  void asksAgainWhereTheProofIsAboutAnEarlierDeadline() {
    Life old = Lives.cleared(DEADLINE.minusMillis(1));
    assertThat(decide(old, DEADLINE)).isEqualTo(new Decision.Ask(RemovalKind.QUARANTINE, DEADLINE));
  }

  @Test
  void takesOnlyScansFromAfterAFailedRemoval() {
    Instant failed = DEADLINE.plusSeconds(30);
    Life refused =
        Lives.after(
            Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE),
            new Fact.NotRemoved(failed, "r1", List.of("no answer"), failed, false));
    assertThat(decide(refused, failed)).isEqualTo(new Decision.Look());
    Life there = Lives.after(refused, new Fact.Found(failed, DIGEST));
    assertThat(decide(there, failed)).isEqualTo(new Decision.Ask(RemovalKind.QUARANTINE, failed));
  }

  @Test
  void movesTheDeadlineWithThePolicy() {
    Policy longer =
        new Policy("2", "prod", null, true, POLICY.origin(), Duration.ofDays(20), QUARANTINE);
    assertThat(Lifecycle.decide(Lives.unused(), longer, DEADLINE))
        .isInstanceOfSatisfying(
            Decision.Become.class,
            become ->
                assertThat(become.state())
                    .isEqualTo(new LifeState.Unused(START, START.plus(Duration.ofDays(20)))));
  }

  @Test
  void restoresAtOnceWhatIsNamedInQuarantine() {
    assertThat(decide(Lives.after(Lives.quarantined(), Lives.said(DEADLINE, 1, 1)), DEADLINE))
        .isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void restoresWhatWasNamedInQuarantineOnlyForAMoment() {
    Life life =
        Lives.after(Lives.quarantined(), Lives.said(DEADLINE, 1, 1), Lives.said(DEADLINE, 2, 0));
    assertThat(decide(life, DEADLINE)).isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void asksBackARemovalOfWhatIsNamed() {
    Life leaving = Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE);
    assertThat(decide(Lives.after(leaving, Lives.said(DEADLINE, 1, 1)), DEADLINE))
        .isEqualTo(new Decision.Withdraw("r1"));
    assertThat(Lifecycle.decide(leaving, OBSERVED, DEADLINE))
        .isEqualTo(new Decision.Withdraw("r1"));
  }

  @Test
  void looksInQuarantineWhenSomebodySaysThatHePushed() {
    Life pushed = Lives.after(Lives.quarantined(), new Fact.Pushed(DEADLINE, OTHER));
    assertThat(decide(pushed, DEADLINE)).isEqualTo(new Decision.Look());
  }

  @Test
  void bringsBackWhatWasNamedWhileItWasDeleted() {
    Life leaving =
        Lives.leaving(Errand.Kind.DELETE, Lives.cleared(Lives.quarantined(), UNTIL), UNTIL);
    Life deleted =
        Lives.after(leaving, Lives.said(UNTIL, 1, 1), new Fact.Removed(UNTIL, "r1", true, "", 7));
    assertThat(decide(deleted, UNTIL)).isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void endsWhatIsDeleted() {
    Life deleted =
        Lives.after(
            Lives.leaving(Errand.Kind.DELETE, Lives.cleared(Lives.quarantined(), UNTIL), UNTIL),
            new Fact.Removed(UNTIL, "r1", true, "", 7));
    assertThat(decide(deleted, UNTIL)).isEqualTo(new Decision.End("deleted"));
    assertThat(deleted.releasedBytes()).isEqualTo(7);
  }

  @Test
  void takesATagThatIsGoneThroughQuarantineForTheSakeOfItsHold() {
    Life lost = Lives.after(Lives.unused(), new Fact.Found(DEADLINE, null));
    assertThat(decide(lost, DEADLINE)).isEqualTo(new Decision.Hold(DIGEST, true));
    Life gone = Lives.after(lost, new Fact.Held(DEADLINE, DIGEST, false));
    assertThat(decide(gone, DEADLINE))
        .isInstanceOfSatisfying(
            Decision.Become.class,
            become ->
                assertThat(become.state())
                    .isEqualTo(
                        new LifeState.Quarantined(DEADLINE, DEADLINE.plus(QUARANTINE), true)));
  }

  @Test
  void takesADigestThatIsGoneThroughQuarantineForTheSakeOfItsHold() {
    Life lost = Lives.after(Lives.pinned(), new Fact.Found(DEADLINE, null));
    assertThat(decide(lost, DEADLINE)).isInstanceOf(Decision.Become.class);
    LifeState quarantined = new LifeState.Quarantined(DEADLINE, UNTIL, true);
    Life gone = Lives.after(lost, new Fact.Became(DEADLINE, quarantined, "it is gone"));
    assertThat(decide(gone, DEADLINE)).isEqualTo(new Decision.Learn(DIGEST, true));
  }

  @Test
  void looksWhileItCopiesWhereSomebodySaysThatHePushed() {
    Life pushed = Lives.after(Lives.copying(), new Fact.Pushed(START, OTHER));
    assertThat(decide(pushed, START)).isEqualTo(new Decision.Look());
  }

  @Test
  void holdsWhatSomebodyPushedBeforeACopyTakesItsTag() {
    Life found =
        Lives.after(Lives.copying(), new Fact.Pushed(START, OTHER), new Fact.Found(START, OTHER));
    assertThat(decide(found, START)).isEqualTo(new Decision.Hold(OTHER, true));
    Life held = Lives.after(found, new Fact.Held(START, OTHER, true));
    assertThat(decide(held, START)).isInstanceOf(Decision.Rest.class);
  }

  @Test
  void learnsAnewWhatTheLedgerHasForgotten() {
    Life asked =
        Lives.after(
            Lives.unused(),
            new Fact.Answered(
                DEADLINE,
                new Inquiry.Later(DEADLINE, List.of("not written down"), UNTIL),
                List.of(),
                true));
    assertThat(decide(asked, DEADLINE)).isEqualTo(new Decision.Learn(DIGEST, false));
  }

  @Test
  void isThereAgainOnceALookFindsWhatCouldNotBeRestored() {
    Life lost =
        Lives.after(
            Lives.pinned(),
            new Fact.Found(DEADLINE, null),
            new Fact.Restored(DEADLINE, null, false));
    assertThat(lost.state()).isEqualTo(new LifeState.Wanted());
    Life back = Lives.after(lost, new Fact.Found(UNTIL, DIGEST));
    assertThat(back.state()).isEqualTo(new LifeState.Present());
  }

  @Test
  void remembersWhatTheLedgerHasLearned() {
    Memory memory =
        new Memory(
            7,
            START,
            DIGEST,
            UPSTREAM,
            null,
            new LifeState.Quarantined(START, UNTIL, true),
            null,
            List.of(),
            true);
    Life recalled = Lives.after(Life.begin(IMAGE, START), new Fact.Recalled(START, memory));
    assertThat(recalled.learned()).isEqualTo(DIGEST);
  }

  @Test
  void doesNothingWhereNoStageHasIt() {
    Policy none = new Policy("1", null, null, false, new Origin.External(), QUARANTINE, QUARANTINE);
    assertThat(Lifecycle.decide(Lives.cleared(DEADLINE), none, DEADLINE))
        .isInstanceOf(Decision.Rest.class);
  }

  @Test
  void neverTakesAHoldTagAway() {
    Life hold = Life.begin(IMAGE.repository().tagged(ReservedTags.hold(DIGEST)), START);
    Life unused =
        Lives.after(
            Lives.present(Lives.after(hold, new Fact.Recalled(START, Lives.nothing()))),
            new Fact.Became(START, new LifeState.Unused(START, DEADLINE), ""));
    assertThat(decide(unused, DEADLINE)).isInstanceOf(Decision.Rest.class);
  }

  @Test
  void learnsWhatTheLedgerHadInQuarantineBeforeItAsksForEvidence() {
    Life taken = takenOver();
    assertThat(decide(taken, UNTIL)).isEqualTo(new Decision.Learn(DIGEST, true));
    Life learned = Lives.after(taken, new Fact.Learned(UNTIL, DIGEST, true, true));
    assertThat(decide(learned, UNTIL)).isInstanceOf(Decision.Ask.class);
  }

  @Test
  void endsWhatTheLedgerHadInQuarantineAndNobodyFindsAnyMore() {
    Life once = missed(takenOver(), UNTIL);
    Instant second = nextAttempt(once);
    Life twice = missed(once, second);
    assertThat(twice.stance()).isInstanceOf(LifeState.Quarantined.class);
    Instant third = nextAttempt(twice);
    assertThat(Duration.between(second, third)).isGreaterThan(Duration.between(UNTIL, second));
    Life sure = missed(twice, third);
    assertThat(decide(sure, third))
        .isEqualTo(new Decision.End("lost from the stage, and nothing names it"));
    assertThat(decide(Lives.after(sure, Lives.said(third, 1, 1)), third))
        .isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void takesNoOtherFailureForAbsence() {
    Fact refused = new Fact.Failed(UNTIL, "connection refused", null);
    Life starting = missed(Lives.after(takenOver(), refused, refused, refused), UNTIL);
    assertThat(starting.stance()).isInstanceOf(LifeState.Quarantined.class);
    Life ready =
        Lives.after(
            starting,
            new Fact.Found(nextAttempt(starting), null),
            new Fact.Learned(nextAttempt(starting), DIGEST, true, true));
    assertThat(ready.missing()).as("counted in a row").isNull();
  }

  @Test
  void doesNotBelieveAnAbsenceTheSoonerForBeingAskedToHurry() {
    Life life = takenOver();
    for (int i = 0; i < 10; i++) {
      life = Lives.after(missed(life, UNTIL.plusSeconds(i)), new Fact.RetryAsked(UNTIL));
    }
    assertThat(life.stance()).isInstanceOf(LifeState.Quarantined.class);
  }

  private static Life missed(Life life, Instant at) {
    return Lives.after(life, new Fact.Found(at, null), new Fact.Learned(at, DIGEST, false, false));
  }

  private static Instant nextAttempt(Life life) {
    return ((LifeState.Failing) life.state()).nextAttempt();
  }

  private static Life takenOver() {
    LifeState.Quarantined quarantine = new LifeState.Quarantined(DEADLINE, UNTIL, true);
    Memory memory = new Memory(7, START, DIGEST, UPSTREAM, null, quarantine, null);
    return Lives.after(
        Life.begin(IMAGE, DEADLINE),
        new Fact.Recalled(DEADLINE, memory),
        new Fact.Found(DEADLINE, null));
  }

  @Test
  void restoresALostTagBeforeItIsCopiedAnew() {
    Life lost = lost();
    assertThat(decide(lost, UNTIL)).isEqualTo(new Decision.Restore(DIGEST));
    assertThat(decide(Lives.after(lost, new Fact.Restored(UNTIL, null, false)), UNTIL))
        .isEqualTo(new Decision.Hold(DIGEST, true));
  }

  @Test
  void triesTheRestoreAndItsOriginInTurn() {
    Life held = Lives.after(lost(), new Fact.Held(UNTIL, DIGEST, true));
    Fact missing = new Fact.Restored(UNTIL, null, false, "blob b is gone");
    Life once = Lives.after(held, missing, new Fact.Failed(UNTIL, "blob b is gone", null));
    Instant later = UNTIL.plus(Duration.ofMinutes(5));
    assertThat(decide(once, later)).isEqualTo(new Decision.Acquire(UPSTREAM, null));
    Life twice = Lives.after(once, new Fact.Failed(later, "no upstream", null));
    assertThat(decide(twice, later.plus(Duration.ofMinutes(5))))
        .isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void givesALostTagsContentALifeOfItsOwnWhereSomethingElseIsOffered() {
    Life offered = Lives.after(lost(), new Fact.Offered(UNTIL, OFFER));
    assertThat(decide(offered, UNTIL)).isEqualTo(new Decision.Hold(DIGEST, true));
  }

  private static Life lost() {
    return Lives.after(
        Lives.present(Lives.after(Lives.wanted(), Lives.said(START, 1, 1))),
        new Fact.Found(UNTIL, null));
  }

  @Test
  void holdsWhatIsKnownByDigestOnceHoldsMayBeWritten() {
    Life observed =
        Lives.after(
            Life.begin(IMAGE.repository().pinned(DIGEST), START),
            new Fact.Recalled(START, Lives.nothing()),
            new Fact.Found(START, DIGEST),
            new Fact.Learned(START, DIGEST, true, false));
    assertThat(Lifecycle.decide(observed, OBSERVED, START)).isInstanceOf(Decision.Become.class);
    assertThat(decide(observed, START)).isEqualTo(new Decision.Learn(DIGEST, true));
    assertThat(decide(Lives.after(observed, new Fact.Learned(START, DIGEST, true, true)), START))
        .isInstanceOf(Decision.Become.class);
  }

  @Test
  void holdsWhatIsKnownByDigestInQuarantineToo() {
    Life unheld =
        Lives.after(
            Life.begin(IMAGE.repository().pinned(DIGEST), START),
            new Fact.Recalled(START, Lives.nothing()),
            new Fact.Found(START, DIGEST),
            new Fact.Learned(START, DIGEST, true, false),
            new Fact.Became(START, new LifeState.Quarantined(START, UNTIL, false), ""));
    assertThat(decide(unheld, UNTIL)).isEqualTo(new Decision.Learn(DIGEST, true));
    assertThat(Lifecycle.decide(unheld, OBSERVED, START)).isInstanceOf(Decision.Rest.class);

    Life held = Lives.after(unheld, new Fact.Learned(START, DIGEST, true, true));
    assertThat(decide(held, START)).isInstanceOf(Decision.Rest.class);
    assertThat(decide(held.unseen(), START)).isEqualTo(new Decision.Look());
    assertThat(decide(Lives.after(held.unseen(), new Fact.Found(START, DIGEST)), START))
        .isEqualTo(new Decision.Learn(DIGEST, true));
  }

  private static Decision decide(Life life, Instant now) {
    return Lifecycle.decide(life, POLICY, now);
  }
}
