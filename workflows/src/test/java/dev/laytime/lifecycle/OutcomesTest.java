package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DEADLINE;
import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.OTHER;
import static dev.laytime.lifecycle.Lives.QUARANTINE;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UNTIL;
import static dev.laytime.lifecycle.Lives.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of errands, in time, late and in doubt. */
class OutcomesTest {

  private static final Life LEAVING =
      Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE);

  @Test
  void ignoresAnOutcomeOfSomethingElse() {
    assertThat(Lives.after(LEAVING, new Fact.Removed(DEADLINE, "r0", true, "", 0)))
        .isEqualTo(LEAVING);
    assertThat(Lives.after(LEAVING, new Fact.Copied(DEADLINE, "r0", OTHER))).isEqualTo(LEAVING);
    assertThat(Lives.after(Lives.quarantined(), new Fact.Removed(UNTIL, "r1", true, "", 0)))
        .isEqualTo(Lives.quarantined());
  }

  @Test
  void knowsWhereACopyCameFrom() {
    Life copied = Lives.after(Lives.copying(), new Fact.Copied(START, "r1", DIGEST));
    assertThat(copied.state()).isEqualTo(new LifeState.Present());
    assertThat(copied.source()).isEqualTo(UPSTREAM);
    assertThat(copied.lookedAt()).isEqualTo(START);
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void knowsUntilWhenACopyMayRun(String when, List<Fact> facts, @Nullable Instant until) {
    Life life = Lives.after(Lives.copying(), facts.toArray(Fact[]::new));
    assertThat(life.copyingUntil()).as(when).isEqualTo(until);
  }

  static Stream<Arguments> doubts() {
    Instant first = START.plusSeconds(3600);
    Instant second = DEADLINE.plusSeconds(3600);
    Fact doubt = new Fact.NotOrdered(START, "r1", "timed out", null, true);
    Fact again =
        new Fact.Sent(
            DEADLINE,
            new Errand(Errand.Kind.COPY, "r2", DEADLINE, second, Duration.ZERO, false, UPSTREAM));
    Fact busy = new Fact.NotOrdered(DEADLINE, "r2", "busy", null, false);
    Fact failed = new Fact.CopyFailed(DEADLINE, "r1", "no route", null);
    Fact copied = new Fact.Copied(DEADLINE, "r1", DIGEST);
    return Stream.of(
        copies("ordered", first),
        copies("not taken", null, new Fact.NotOrdered(START, "r1", "busy", null, false)),
        copies("no answer", first, doubt),
        copies("no answer, ended well", null, doubt, copied),
        copies("no answer, ended badly", null, doubt, failed),
        copies("no answer, ended well before", first, doubt, new Fact.Copied(START, "r0", DIGEST)),
        copies("no answer, ordered again", second, doubt, again),
        copies("no answer, the next not taken", first, doubt, again, busy),
        copies("no answer, nor to the next", second, doubt, again, doubtOf("r2")),
        copies("the next ended well", null, doubt, again, new Fact.Copied(DEADLINE, "r2", DIGEST)),
        copies("the next ended badly", null, doubt, again, failedOf("r2")),
        copies("the first ended, the next runs", second, doubt, again, copied),
        copies("the next never told", null, doubt, again, new Fact.GaveUp(second, "r2")));
  }

  private static Fact doubtOf(String requestId) {
    return new Fact.NotOrdered(DEADLINE, requestId, "timed out", null, true);
  }

  private static Fact failedOf(String requestId) {
    return new Fact.CopyFailed(DEADLINE, requestId, "no route", null);
  }

  private static Arguments copies(String when, @Nullable Instant until, Fact... facts) {
    return Arguments.of(when, List.of(facts), until);
  }

  @Test
  void looksForWhatACopyInDoubtHasBrought() {
    Fact doubt = new Fact.NotOrdered(START, "r1", "timed out", DEADLINE, true);
    Life copied =
        Lives.after(
            Lives.copying(),
            Lives.said(START, 1, 1),
            doubt,
            new Fact.Copied(START.plusSeconds(1), "r1", DIGEST));
    assertThat(copied.source()).isEqualTo(UPSTREAM);
    assertThat(Lifecycle.decide(copied, Lives.POLICY, START.plusSeconds(1)))
        .isEqualTo(new Decision.Look());
  }

  @Test
  void doesNotEndWhileACopyMayStillBringIt() {
    Instant forgotten = START.plusSeconds(3600).minusMillis(1);
    Life life =
        Lives.after(
            Lives.copying(),
            new Fact.NotOrdered(START, "r1", "timed out", null, true),
            new Fact.Found(START, null));
    Policy impatient =
        new Policy("1", "prod", null, true, new Origin.External(), Duration.ZERO, QUARANTINE);
    assertThat(Lifecycle.decide(life, impatient, forgotten)).isInstanceOf(Decision.Rest.class);
    assertThat(Lifecycle.decide(life, impatient, forgotten.plusMillis(1)))
        .isEqualTo(new Decision.End("never came"));
  }

  @Test
  void startsItsQuarantineWhenTheTagIsGone() {
    assertThat(Lives.quarantined().state())
        .isEqualTo(new LifeState.Quarantined(DEADLINE, DEADLINE.plus(QUARANTINE), true));
  }

  @Test
  void holdsAgainWhatADeletionDidNotTakeAway() {
    Life stayed = Lives.after(deleting(), refused(false));
    assertThat(decide(stayed, UNTIL)).isEqualTo(new Decision.Look());
    Life looked = Lives.after(stayed, new Fact.Found(UNTIL, null));
    assertThat(decide(looked, UNTIL)).isEqualTo(new Decision.Learn(DIGEST, true));
    Life held = Lives.after(looked, new Fact.Learned(UNTIL, DIGEST, true, true));
    assertThat(decide(held, UNTIL)).isInstanceOf(Decision.Rest.class);
  }

  @Test
  void holdsOnceMoreWhenARequestInDoubtCanNoLongerTakeEffect() {
    Life doubted =
        Lives.after(
            deleting(),
            refused(true),
            new Fact.Found(UNTIL.plus(Findings.DOUBT.dividedBy(2)), null),
            new Fact.Learned(UNTIL, DIGEST, true, true));
    Instant over = UNTIL.plus(Findings.DOUBT);
    assertThat(decide(doubted, over.minusMillis(1))).isInstanceOf(Decision.Rest.class);
    assertThat(decide(doubted, over)).isEqualTo(new Decision.Look());
    Life looked = Lives.after(doubted, new Fact.Found(over, null));
    assertThat(decide(looked, over)).isEqualTo(new Decision.Learn(DIGEST, true));
  }

  @Test
  void doesNotBelieveADeletionThatFindsNothingOnce() {
    Life missed = Lives.after(deleting(), new Fact.Gone(UNTIL, "r1", "it is gone already"));
    assertThat(missed.state()).isInstanceOf(LifeState.Quarantined.class);
    Life looked = Lives.after(missed, new Fact.Found(UNTIL, null));
    assertThat(decide(looked, UNTIL)).isEqualTo(new Decision.Learn(DIGEST, true));
  }

  @Test
  void believesThatItIsGoneOnceItHasBeenMissingForLong() {
    Life life = Lives.after(deleting(), new Fact.Gone(UNTIL, "r1", "it is gone already"));
    Instant now = UNTIL;
    for (int miss = 0; miss < 3; miss++) {
      life =
          Lives.after(life, new Fact.Found(now, null), new Fact.Learned(now, DIGEST, false, false));
      now = now.plus(Duration.ofMinutes(10));
    }
    assertThat(decide(life, now)).isInstanceOf(Decision.Ask.class);
    Life again = Lives.leaving(Errand.Kind.DELETE, Lives.cleared(life, now), now);
    Life gone = Lives.after(again, new Fact.Gone(now, "r1", "it is gone already"));
    assertThat(gone.state()).isEqualTo(new LifeState.Deleted(now));
    assertThat(decide(gone, now)).isEqualTo(new Decision.End("deleted"));
  }

  @Test
  void believesSoonThatADeletionInDoubtHasTakenItAway() {
    Fact missing = new Fact.Learned(UNTIL, DIGEST, false, false);
    Life once = Lives.after(deleting(), refused(true), new Fact.Found(UNTIL, null), missing);
    Instant later = UNTIL.plus(Duration.ofMinutes(1));
    assertThat(decide(once, later.minusMillis(1))).isInstanceOf(Decision.Rest.class);
    assertThat(decide(once, later)).isEqualTo(new Decision.Look());
    Life twice =
        Lives.after(
            once, new Fact.Found(later, null), new Fact.Learned(later, DIGEST, false, false));
    Instant over = UNTIL.plus(Findings.DOUBT);
    Life thrice =
        Lives.after(
            twice, new Fact.Found(over, null), new Fact.Learned(over, DIGEST, false, false));
    assertThat(decide(thrice, over)).isInstanceOf(Decision.Rest.class);
    Instant retry = UNTIL.plusSeconds(3600);
    assertThat(decide(thrice, retry)).isInstanceOf(Decision.Ask.class);
    Life looked = Lives.after(thrice, new Fact.Found(retry, null));
    assertThat(decide(looked, retry))
        .as("a fresh look")
        .isEqualTo(new Decision.Learn(DIGEST, true));
  }

  @Test
  void countsADeletionThatFoundNothingWhereThereIsNoHoldToLookFor() {
    LifeState clockOnly = new LifeState.Quarantined(DEADLINE, UNTIL, false);
    Life life = Lives.quarantined().with(change -> change.state = clockOnly);
    Instant now = UNTIL;
    for (int miss = 1; miss <= 3; miss++) {
      life =
          Lives.after(
              Lives.leaving(Errand.Kind.DELETE, Lives.cleared(life, now), now),
              new Fact.Gone(now, "r1", "it is gone already"),
              new Fact.Found(now, null));
      assertThat(life.state())
          .isInstanceOf(miss < 3 ? LifeState.Quarantined.class : LifeState.Deleted.class);
      now = now.plus(Duration.ofMinutes(15));
    }
  }

  @Test
  void doesNotBringBackWhatADeletionInDoubtHasTakenAndNobodyNeeds() {
    LifeState clock = new LifeState.Quarantined(DEADLINE, UNTIL, false);
    Life leaving =
        Lives.leaving(
            Errand.Kind.DELETE,
            Lives.cleared(Lives.pinned().with(change -> change.state = clock), UNTIL),
            UNTIL);
    Life gone = Lives.after(leaving, refused(true), new Fact.Found(UNTIL, null));
    assertThat(gone.state()).isEqualTo(clock);
    Life wanted =
        Lives.after(leaving, refused(true), Lives.said(UNTIL, 1, 1), new Fact.Found(UNTIL, null));
    assertThat(wanted.restoring()).isTrue();
  }

  @Test
  void looksForItselfWhereADeletionOfWhatItWasBeforeFoundNothing() {
    Life life =
        Lives.after(
            deleting(),
            new Fact.Found(UNTIL, OTHER),
            new Fact.Gone(UNTIL, "r1", "it is gone already"));
    assertThat(life.state()).isEqualTo(new LifeState.Present());
    assertThat(life.lookedAt()).isNull();
  }

  private static Life deleting() {
    return Lives.leaving(Errand.Kind.DELETE, Lives.cleared(Lives.quarantined(), UNTIL), UNTIL);
  }

  private static Fact refused(boolean inDoubt) {
    return new Fact.NotRemoved(UNTIL, "r1", List.of("no answer"), UNTIL.plusSeconds(3600), inDoubt);
  }

  private static Decision decide(Life life, Instant now) {
    return Lifecycle.decide(life, Lives.POLICY, now);
  }

  @Test
  void doesNotDieOfADeletionOfWhatItWasBefore() {
    Life life =
        Lives.after(
            Lives.leaving(Errand.Kind.DELETE, Lives.cleared(Lives.quarantined(), UNTIL), UNTIL),
            new Fact.Found(UNTIL, OTHER),
            new Fact.Removed(UNTIL, "r1", true, "", 0));
    assertThat(life.state()).isEqualTo(new LifeState.Present());
    assertThat(life.digest()).isEqualTo(OTHER);
    assertThat(life.lookedAt()).isNull();
  }

  @Test
  void comesBackLaterEachTimeThatItIsRefusedUntilItIsNeededOrGoes() {
    Duration pause = Duration.ofMinutes(5);
    Life once = refusedFor(pause, Lives.unused());
    Life twice = refusedFor(pause, once);
    Life thrice = refusedFor(pause, twice);
    assertThat(wait(once)).isEqualTo(pause);
    assertThat(wait(twice)).isGreaterThanOrEqualTo(pause.multipliedBy(2));
    assertThat(wait(thrice)).isGreaterThanOrEqualTo(pause.multipliedBy(4));
    assertThat(Lives.after(thrice, Lives.said(DEADLINE, 1, 1)).refused()).isZero();
    assertThat(Lives.after(thrice, new Fact.RetryAsked(DEADLINE)).refused()).isZero();
    Life leaving = Lives.leaving(Errand.Kind.QUARANTINE, thrice, DEADLINE);
    assertThat(Lives.after(leaving, new Fact.Removed(DEADLINE, "r1", true, "", 0)).refused())
        .isZero();
  }

  private static Life refusedFor(Duration pause, Life life) {
    return Lives.after(
        Lives.leaving(Errand.Kind.QUARANTINE, life, DEADLINE),
        new Fact.NotRemoved(DEADLINE, "r1", List.of("kept"), DEADLINE.plus(pause), false));
  }

  private static Duration wait(Life life) {
    return life.inquiry() instanceof Inquiry.Later(var since, _, var retryAt) && retryAt != null
        ? Duration.between(since, retryAt)
        : Duration.ZERO;
  }

  @Test
  void looksAgainWhenARequestInDoubtCanNoLongerTakeEffect() {
    Life doubted =
        Lives.after(LEAVING, new Fact.NotRemoved(DEADLINE, "r1", List.of("?"), DEADLINE, true));
    assertThat(doubted.lookAgainAt()).isEqualTo(DEADLINE.plus(Findings.DOUBT));
    assertThat(doubted.lookedAt()).isNull();
    Life early = Lives.after(doubted, new Fact.Found(DEADLINE.plusSeconds(119), DIGEST));
    assertThat(early.lookAgainAt()).isNotNull();
    Life late = Lives.after(doubted, new Fact.Found(DEADLINE.plusSeconds(120), DIGEST));
    assertThat(late.lookAgainAt()).isNull();
  }

  @Test
  void restoresWhatARequestInDoubtTookAfterAll() {
    Life gone =
        Lives.after(
            LEAVING,
            new Fact.NotRemoved(DEADLINE, "r1", List.of("?"), DEADLINE, true),
            new Fact.Found(DEADLINE.plusSeconds(60), null));
    assertThat(gone.restoring()).isTrue();
    assertThat(Lifecycle.decide(gone, Lives.POLICY, DEADLINE.plusSeconds(60)))
        .isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void doesNotRestoreWhatWasNeverTaken() {
    Life refused =
        Lives.after(
            LEAVING,
            Lives.said(DEADLINE, 1, 1),
            new Fact.NotRemoved(DEADLINE, "r1", List.of("asked back"), DEADLINE, false));
    assertThat(refused.restoring()).isFalse();
  }

  @Test
  void expectsTheOutcomeOfWhatItAskedBackSoon() {
    Instant until = DEADLINE.plusSeconds(3600);
    Instant early = until.minus(Duration.ofMinutes(15)).minusMillis(1);
    assertThat(decide(askedBack(early), until.minusMillis(2))).isInstanceOf(Decision.Rest.class);
    assertThat(decide(askedBack(early), until.minusMillis(1))).isEqualTo(new Decision.GiveUp("r1"));
    assertThat(decide(askedBack(until.minusSeconds(60)), until.minusMillis(1)))
        .isInstanceOf(Decision.Rest.class);
    assertThat(decide(askedBack(until.minusSeconds(60)), until))
        .isEqualTo(new Decision.GiveUp("r1"));
  }

  private static Life askedBack(Instant at) {
    return Lives.after(LEAVING, Lives.said(at, 1, 1), new Fact.Withdrawn(at, "r1"));
  }

  @Test
  void letsNoDecisionStandOfWhichNoOutcomeCame() {
    Life alone = Lives.after(LEAVING, new Fact.GaveUp(DEADLINE.plusSeconds(3600), "r1"));
    assertThat(alone.epoch()).isGreaterThan(LEAVING.epoch());
    assertThat(alone.lookedAt()).isNull();
    assertThat(alone.lookAgainAt()).isNotNull();
    assertThat(alone.inquiry()).isInstanceOf(Inquiry.Later.class);
  }

  @Test
  void goesOnWithWhatTheReaperFoundInstead() {
    Life moved = Lives.after(LEAVING, new Fact.Moved(DEADLINE, "r1", OTHER));
    assertThat(moved.errand()).isNull();
    assertThat(moved.digest()).isEqualTo(OTHER);
    assertThat(moved.displaced()).containsExactly(DIGEST);
  }

  @Test
  void leavesAloneWhatSomebodyElsePutThere() {
    Life other = Lives.after(Lives.quarantined(), new Fact.Restored(UNTIL, OTHER, false));
    assertThat(other.digest()).isEqualTo(OTHER);
    assertThat(other.displaced()).containsExactly(DIGEST);
    assertThat(other.state()).isEqualTo(new LifeState.Present());
  }

  @Test
  void isWantedWhereItsContentIsGone() {
    Life gone = Lives.after(Lives.quarantined(), new Fact.Restored(UNTIL, null, false));
    assertThat(gone.state()).isEqualTo(new LifeState.Wanted());
    assertThat(gone.digest()).isNull();
  }

  @Test
  void isWantedAndStillKnownWhereAPartOfItIsMissing() {
    Life known = Lives.quarantined().with(change -> change.learned = DIGEST);
    Life broken = Lives.after(known, new Fact.Restored(UNTIL, null, false, "a blob"));
    assertThat(broken.state()).isEqualTo(new LifeState.Wanted());
    assertThat(broken.digest()).as("what is left of it can still leave").isEqualTo(DIGEST);
    assertThat(broken.learned()).as("it is walked again once it is there").isNull();
    assertThat(broken.lookAgainAt()).isNull();
  }

  @Test
  void isNotLookedAtAgainForWhatCannotBePutBack() {
    Life first = Lives.after(Lives.quarantined(), new Fact.Restored(UNTIL, DIGEST, true, "x"));
    assertThat(first.lookAgainAt()).isNotNull();
    Life second = Lives.after(first, new Fact.Restored(UNTIL, DIGEST, false, "x"));
    assertThat(second.lookAgainAt()).isNull();
  }
}
