package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DEADLINE;
import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.IMAGE;
import static dev.laytime.lifecycle.Lives.OTHER;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UNTIL;
import static dev.laytime.lifecycle.Lives.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.RemovalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What messages and answers change. */
class FactsTest {

  private static final Instant LATER = START.plusSeconds(600);
  private static final Fact UNPULLED = new Fact.Unpulled(START.plusSeconds(1), "Pod shop/web");
  private static final LifeState QUARANTINED = new LifeState.Quarantined(START, UNTIL, true);

  @Test
  void ignoresAnOlderWord() {
    Life named = Lives.after(Lives.present(), Lives.said(START, 2, 1));
    assertThat(Lives.after(named, Lives.said(LATER, 1, 0))).isEqualTo(named);
    assertThat(Lives.after(named, Lives.said(LATER, 2, 0))).isEqualTo(named);
    assertThat(Lives.after(named, Lives.said(LATER, 3, 0)).named()).isFalse();
  }

  @Test
  void countsUnusedFromALateWordToo() {
    Life life = Lives.after(Lives.present(), Lives.said(START, 3, 0));
    Life told = Lives.after(life, Lives.said(LATER, 2, 1));
    assertThat(told.named()).isFalse();
    assertThat(told.touched()).isEqualTo(LATER);
    assertThat(told.epoch()).isGreaterThan(life.epoch());
  }

  @Test
  void letsAWordOfTheSameScanOnlyAdd() {
    Life unnamed = Lives.after(Lives.present(), Lives.said(START, 2, 0));
    assertThat(Lives.after(unnamed, Lives.said(LATER, 2, 1)).named()).isTrue();
  }

  @Test
  void takesTheLaterOfTwoWordsThatNameItInOneScan() {
    Word seen = Lives.word("git", 2, START, 1);
    Word scanned = Lives.word("git", 2, LATER, 3);
    Life told = Lives.after(Lives.present(), new Fact.Said(START, seen));

    Life scannedLater = Lives.after(told, new Fact.Said(LATER, scanned));
    assertThat(scannedLater.words()).containsExactly(scanned);
    assertThat(Lives.after(scannedLater, new Fact.Said(LATER, seen)).words())
        .containsExactly(scanned);
  }

  @Test
  void raisesItsEpochWithEveryNeed() {
    Life deleted = Lives.after(Lives.quarantined(), became(new LifeState.Deleted(START)));
    Life failing = Lives.after(deleted, new Fact.Failed(START, "bury", null));
    List<Life> lives =
        List.of(Lives.wanted(), Lives.present(), Lives.quarantined(), deleted, failing);
    List<Fact> needs =
        List.of(
            Lives.said(START, 1, 1),
            new Fact.Pushed(START, OTHER),
            new Fact.Offered(START, new Offer(UPSTREAM, OTHER, "hub")),
            new Fact.Displaced(START, "its name"),
            new Fact.PinSet(START, new Pin(null, "ann", "")));
    for (Life life : lives) {
      assertThat(needs)
          .allSatisfy(need ->
              assertThat(Lives.after(life, need).epoch())
                  .as("%s in %s", need, life.state())
                  .isGreaterThan(life.epoch()));
    }
  }

  private static Fact became(LifeState state) {
    return new Fact.Became(START, state, "so it is");
  }

  @Test
  void raisesItsEpochWhenItIsAnotherOrGone() {
    Life present = Lives.present();
    assertThat(List.of(new Fact.Found(START, OTHER), new Fact.Found(START, null)))
        .allSatisfy(found ->
            assertThat(Lives.after(present, found).epoch()).isGreaterThan(present.epoch()));
  }

  @Test
  void countsUnusedFromTheLastWord() {
    Life life = Lives.after(Lives.present(), Lives.said(START, 1, 1), Lives.said(LATER, 2, 0));
    assertThat(life.touched()).isEqualTo(LATER);
  }

  @Test
  void forgetsEvidenceWhenItIsNeeded() {
    Life needed = Lives.after(Lives.cleared(DEADLINE), Lives.said(DEADLINE, 1, 1));
    assertThat(needed.inquiry()).isNull();
  }

  @Test
  void asksAgainAfterALookButForNoOlderScans() {
    Life looked =
        Lives.after(Lives.cleared(DEADLINE), new Fact.Looked(DEADLINE.plusSeconds(1), "approved"));
    assertThat(looked.inquiry())
        .isEqualTo(new Inquiry.Later(DEADLINE, List.of("approved"), DEADLINE.plusSeconds(1)));
  }

  @Test
  void looksForItselfWhenToldToWhileItIsMissing() {
    Life missing = Lives.after(Lives.wanted(), new Fact.Found(START, null));
    assertThat(Lives.after(missing, new Fact.Looked(LATER, "held")).lookedAt()).isNull();
  }

  @Test
  void givesWhatLosesANameAGracePeriodFromThen() {
    Instant moved = DEADLINE.minus(Duration.ofDays(1));
    Life displaced = Lives.after(unnamed(), new Fact.Displaced(moved, "app:1.2"));
    assertThat(Lifecycle.decide(displaced, Lives.POLICY, moved))
        .isInstanceOfSatisfying(
            Decision.Become.class,
            become ->
                assertThat(become.state())
                    .isEqualTo(new LifeState.Unused(moved, moved.plus(Lives.GRACE))));
    Life looked = Lives.after(unnamed(), new Fact.Looked(moved, "policy"));
    assertThat(Lifecycle.decide(looked, Lives.POLICY, moved))
        .isInstanceOfSatisfying(
            Decision.Rest.class, rest -> assertThat(rest.until()).isEqualTo(DEADLINE));
  }

  @Test
  void bringsWhatLosesANameOutOfItsQuarantine() {
    Life held = Lives.after(unnamed(), new Fact.Became(START, QUARANTINED, ""));
    Life displaced = Lives.after(held, new Fact.Displaced(DEADLINE, "app:1.2"));
    assertThat(Lifecycle.decide(displaced, Lives.POLICY, DEADLINE))
        .isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void beginsAnewWhereWhatLosesANameWasJustDeleted() {
    Life deleted = Lives.after(unnamed(), new Fact.Became(START, new LifeState.Deleted(START), ""));
    Life displaced = Lives.after(deleted, new Fact.Displaced(DEADLINE, "app:1.2"));
    assertThat(Lifecycle.decide(displaced, Lives.POLICY, DEADLINE)).isEqualTo(new Decision.Look());
    Life there = Lives.after(displaced, new Fact.Found(DEADLINE, DIGEST));
    assertThat(Lifecycle.decide(there, Lives.POLICY, DEADLINE))
        .isEqualTo(new Decision.Learn(DIGEST, true));
  }

  /** Known by its digest alone, and in nobody's use since the start. */
  private static Life unnamed() {
    return Lives.after(
        Life.begin(IMAGE.repository().pinned(DIGEST), START),
        new Fact.Recalled(START, Lives.nothing()),
        new Fact.Found(START, DIGEST),
        new Fact.Learned(START, DIGEST, true, true),
        new Fact.Became(START, new LifeState.Unused(START, DEADLINE), ""));
  }

  @Test
  void remembersAQuarantine() {
    LifeState.Quarantined quarantine = new LifeState.Quarantined(DEADLINE, UNTIL, true);
    Memory memory =
        new Memory(7, START, DIGEST, UPSTREAM, null, quarantine, null, List.of(OTHER), false);
    Life life = Lives.after(Life.begin(IMAGE, LATER), new Fact.Recalled(LATER, memory));
    assertThat(life.state()).isEqualTo(quarantine);
    assertThat(life.epoch()).isEqualTo(8);
    assertThat(life.displaced()).containsExactly(OTHER);
    assertThat(life.source()).isEqualTo(UPSTREAM);
  }

  @Test
  void holdsWhatItRemembersWhereSomethingElseWasFoundMeanwhile() {
    Memory memory =
        new Memory(
            7, START, DIGEST, null, null, new LifeState.Quarantined(DEADLINE, UNTIL, true), null);
    Life life =
        Lives.after(
            Life.begin(IMAGE, LATER),
            new Fact.Found(LATER, OTHER),
            new Fact.Recalled(LATER, memory));
    assertThat(life.state()).isEqualTo(new LifeState.Present());
    assertThat(life.digest()).isEqualTo(OTHER);
    assertThat(life.displaced()).containsExactly(DIGEST);
  }

  @Test
  void holdsWhatAnOfferReplacesThatItLearnsOfLater() {
    Life life =
        Lives.after(
            Lives.wanted(),
            new Fact.Offered(START, new Offer(UPSTREAM, OTHER, "hub")),
            new Fact.Found(START, DIGEST));
    assertThat(life.displaced()).containsExactly(DIGEST);
    Life again =
        Lives.after(
            Lives.present(),
            new Fact.Offered(START, new Offer(UPSTREAM, OTHER, "hub")),
            new Fact.Found(START, DIGEST));
    assertThat(again.displaced()).containsExactly(DIGEST);
  }

  @Test
  void dropsAnOfferOfWhatIsThere() {
    Life life =
        Lives.after(Lives.present(), new Fact.Offered(START, new Offer(UPSTREAM, DIGEST, "")));
    assertThat(life.offer()).isNull();
  }

  @Test
  void holdsWhatAForeignPushMovedAwayFrom() {
    Life moved = Lives.after(Lives.present(), new Fact.Found(LATER, OTHER));
    assertThat(moved.displaced()).containsExactly(DIGEST);
    assertThat(moved.digest()).isEqualTo(OTHER);
    assertThat(moved.learned()).isNull();
  }

  @Test
  void ignoresWhatASweepSawBeforeItLookedItself() {
    Life life = Lives.present();
    assertThat(Lives.after(life, new Fact.Found(START.minusMillis(1), null))).isEqualTo(life);
    assertThat(Lives.after(life, new Fact.Found(START, null)).state())
        .isEqualTo(new LifeState.Wanted());
  }

  @Test
  void doesNotPinByRemovingNoPin() {
    Life life = Lives.quarantined();
    assertThat(Lives.after(life, new Fact.PinRemoved(UNTIL, "ann")).epoch())
        .isEqualTo(life.epoch());
  }

  @Test
  void asksAgainWhereItDoesNotKnowThePinThatIsTakenAway() {
    Inquiry pinned = new Inquiry.Later(DEADLINE, List.of("pinned by ann"), null);
    Life waits = Lives.after(Lives.unused(), new Fact.Answered(DEADLINE, pinned, List.of()));
    assertThat(Lifecycle.decide(waits, Lives.POLICY, UNTIL)).isInstanceOf(Decision.Rest.class);
    Life unpinned = Lives.after(waits, new Fact.PinRemoved(UNTIL, "ann"));
    assertThat(Lifecycle.decide(unpinned, Lives.POLICY, UNTIL))
        .isEqualTo(new Decision.Ask(RemovalKind.QUARANTINE, DEADLINE));
  }

  @Test
  void backsOffLongerWithEveryFailedCopy() {
    Life first = Lives.after(Lives.copying(), new Fact.CopyFailed(START, "r1", "no route", null));
    Errand again = new Errand(Errand.Kind.COPY, "r2", LATER, LATER, Duration.ZERO, false);
    Life second =
        Lives.after(
            first,
            new Fact.Found(LATER, null),
            new Fact.Sent(LATER, again),
            new Fact.CopyFailed(LATER, "r2", "no route", null));
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(second.state())
        .isInstanceOfSatisfying(
            LifeState.Failing.class,
            failing -> assertThat(failing.nextAttempt()).isEqualTo(Spread.retry(IMAGE, 2, LATER)));
  }

  @Test
  void waitsAsLongAsTheOtherSideAsksWhoeverNeedsIt() {
    Instant until = START.plusSeconds(5000);
    Life throttled =
        Lives.after(
            Lives.copying(),
            new Fact.CopyFailed(START, "r1", "too many requests", until),
            Lives.said(LATER, 1, 1));
    assertThat(throttled.state())
        .isInstanceOfSatisfying(
            LifeState.Failing.class, failing -> assertThat(failing.nextAttempt()).isEqualTo(until));
    assertThat(Lives.after(throttled, new Fact.RetryAsked(LATER)).state())
        .isEqualTo(new LifeState.Wanted());
  }

  @Test
  void triesAtOnceWhatAPodWaitsForAndBacksOffFurtherWhereThatFails() {
    Life first = Lives.after(Lives.copying(), new Fact.CopyFailed(START, "r1", "no route", null));
    Instant soon = START.plusSeconds(1);
    Life hurried = Lives.after(first, UNPULLED);
    assertThat(Lifecycle.decide(hurried, Lives.POLICY, soon)).isInstanceOf(Decision.Look.class);

    Errand again = new Errand(Errand.Kind.COPY, "r2", soon, LATER, Duration.ZERO, false);
    Life second =
        Lives.after(
            hurried,
            new Fact.Found(soon, null),
            new Fact.Sent(soon, again),
            new Fact.CopyFailed(soon, "r2", "no route", null));
    assertThat(second.state())
        .isInstanceOfSatisfying(
            LifeState.Failing.class,
            failing -> assertThat(failing.nextAttempt()).isEqualTo(Spread.retry(IMAGE, 2, soon)));
  }

  @Test
  void waitsAsLongAsTheOtherSideAsksWhateverPodWaits() {
    Instant until = START.plusSeconds(5000);
    Life throttled =
        Lives.after(
            Lives.copying(),
            new Fact.CopyFailed(START, "r1", "too many requests", until),
            UNPULLED);
    assertThat(throttled.state())
        .isInstanceOfSatisfying(
            LifeState.Failing.class, failing -> assertThat(failing.nextAttempt()).isEqualTo(until));
  }

  @Test
  void doesNotComeLaterForAPodThatWaits() {
    Instant until = START.plusSeconds(2);
    Life failed = Lives.after(Lives.copying(), new Fact.CopyFailed(START, "r1", "too many", until));
    Instant due = ((LifeState.Failing) failed.state()).nextAttempt();
    Life hurried = Lives.after(failed, new Fact.Unpulled(due.plusSeconds(1), "Pod shop/web"));
    assertThat(hurried).isEqualTo(failed);
  }

  @Test
  void looksForItselfWhereAPodCannotPullWhatIsThoughtToBeThereOrAwaited() {
    Life waits = Lives.after(Lives.wanted(), new Fact.Found(START, null));
    assertThat(Lives.after(waits, UNPULLED).lookedAt()).isNull();
    assertThat(Lives.after(Lives.present(), UNPULLED).lookedAt()).isNull();
    assertThat(Lives.after(Lives.unused(), Lives.said(START, 3, 1), UNPULLED).lookedAt()).isNull();
  }

  @Test
  void letsACopyOnItsWayArriveWhateverPodWaits() {
    assertThat(Lives.after(Lives.copying(), UNPULLED)).isEqualTo(Lives.copying());
  }

  @Test
  void backsOffWhereTheTagIsThereAndItsManifestIsNot() {
    Life life =
        Lives.after(
            Lives.wanted(),
            new Fact.Found(START, DIGEST),
            new Fact.Learned(START, DIGEST, false, false));
    assertThat(life.state()).isInstanceOf(LifeState.Failing.class);
  }

  @Test
  void forgetsOnlyTheNewsThatTheLedgerHas() {
    Life life = Lives.after(Lives.wanted(), Lives.said(START, 1, 1), Lives.said(START, 2, 0));
    assertThat(life.news()).hasSize(3);
    assertThat(Lives.after(life, new Fact.Remembered(LATER, 2)).news())
        .extracting(Event::sequence)
        .containsExactly(3L);
  }
}
