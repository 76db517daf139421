package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.SettleRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.worker.ledger.Telling.Find;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepTest extends LedgerTest {

  private static final LifeState PRESENT = new LifeState.Present();
  private static final Instant SWEEP = START.plus(Duration.ofHours(2));
  private static final Repository REPOSITORY = APP.repository();
  private static final Tag TAG = new Tag("1");

  @BeforeEach
  void register() {
    configure(stage());
  }

  private void found(Map<Tag, Digest> tags, Digest... held) {
    ledger.inventory().found("demo", SWEEP, REPOSITORY, tags, Set.of(held));
  }

  private List<Find> untold() {
    return telling.untold("demo", SWEEP, 100);
  }

  private static Find find(Reference image, int digest) {
    return new Find("demo", image, digest(digest), SWEEP);
  }

  private static Find unknown(int held) {
    return find(REPOSITORY.pinned(digest(held)), held);
  }

  private static final Find GONE = new Find("demo", APP, null, SWEEP);

  @Test
  void listsNothingThatBuildersPush() {
    Repository workshop = Repository.parse("reg:5000/demo/laytime-build/shop");
    assertThat(ledger.inventory().within("demo", List.of(REPOSITORY, workshop)))
        .containsExactly(REPOSITORY);
    assertThat(activities.policy(workshop.tagged(new Tag("build-1"))).stage()).isNull();
  }

  @Test
  void tellsWhatHasNoLife() {
    found(Map.of(TAG, DIGEST));

    assertThat(untold()).containsExactly(find(APP, 1));
  }

  @Test
  void takesALifeForOverThatWasBuriedOrNeverBegan() {
    assertThat(telling.isOver(APP)).isTrue();
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    assertThat(telling.isOver(APP)).isFalse();
    bury(1);
    assertThat(telling.isOver(APP)).isTrue();
  }

  @Test
  void tellsEachFindOncePerSweep() {
    found(Map.of(TAG, DIGEST));
    telling.told(untold().getFirst());
    assertThat(untold()).isEmpty();

    Instant next = SWEEP.plusSeconds(60);
    ledger.inventory().found("demo", next, REPOSITORY, Map.of(TAG, DIGEST), Set.of());
    assertThat(telling.untold("demo", next, 100)).hasSize(1);
    assertThat(untold()).isEmpty();
  }

  @Test
  void tellsNoMoreThanIsAskedFor() {
    found(Map.of(TAG, DIGEST, new Tag("2"), DIGEST));
    activities.remember(life(REPOSITORY.tagged(new Tag("3")), 1, PRESENT, DIGEST));

    assertThat(telling.untold("demo", SWEEP, 1)).hasSize(1);
    assertThat(telling.untold("demo", SWEEP, 3)).hasSize(3);
  }

  @Test
  void saysNothingOfWhatItsLifeKnows() {
    for (LifeState state : List.of(PRESENT, unused())) {
      activities.remember(life(APP, 1, state, DIGEST));
      found(Map.of(TAG, DIGEST));

      assertThat(untold()).isEmpty();
    }
  }

  @Test
  void tellsWhatItsLifeTakesForSomethingElse() {
    activities.remember(life(APP, 1, PRESENT, digest(2)));
    found(Map.of(TAG, DIGEST));
    assertThat(untold()).containsExactly(find(APP, 1));

    activities.remember(life(APP, 2, new LifeState.Wanted(), DIGEST));
    assertThat(untold()).containsExactly(find(APP, 1));

    activities.remember(life(APP, 3, new LifeState.Acquiring(), null));
    assertThat(untold()).containsExactly(find(APP, 1));

    activities.remember(life(APP, 4, quarantined(START), DIGEST));
    assertThat(untold()).containsExactly(find(APP, 1));
  }

  @Test
  void saysNothingOfALifeThatMovedSinceTheSweepBegan() {
    found(Map.of(TAG, DIGEST));
    clock.set(SWEEP.minusNanos(1000));
    activities.remember(life(APP, 1, quarantined(START), DIGEST));
    assertThat(untold()).containsExactly(find(APP, 1));

    clock.set(SWEEP);
    activities.remember(life(APP, 2, new LifeState.Wanted(), DIGEST));
    assertThat(untold()).isEmpty();
  }

  @Test
  void tellsWhatIsGone() {
    found(Map.of());
    for (LifeState state :
        List.of(PRESENT, unused(), new LifeState.Quarantined(START, SWEEP, false))) {
      activities.remember(life(APP, 1, state, DIGEST));

      assertThat(untold()).containsExactly(GONE);
      clear();
      register();
      found(Map.of());
    }
  }

  @Test
  void expectsNoTagOfWhatHasNone() {
    for (LifeState state :
        List.of(new LifeState.Wanted(), new LifeState.Acquiring(), quarantined(START))) {
      clear();
      register();
      found(Map.of(), DIGEST);
      activities.remember(life(APP, 1, state, DIGEST));
      assertThat(untold()).isEmpty();
    }
  }

  @Test
  void tellsWhatIsHeldNoMore() {
    Reference held = REPOSITORY.pinned(DIGEST);
    Find unheld = new Find("demo", held, null, SWEEP);
    for (LifeState state : List.of(PRESENT, unused(), quarantined(START))) {
      clear();
      register();
      activities.remember(life(held, 1, state, DIGEST));
      assertThat(untold()).as("its repository was not listed").isEmpty();
      found(Map.of(), DIGEST);
      assertThat(untold()).isEmpty();

      found(Map.of(TAG, DIGEST), digest(2));
      assertThat(untold()).containsExactly(find(APP, 1), unheld, unknown(2));
      telling.told(unheld);
      assertThat(untold()).containsExactly(find(APP, 1), unknown(2));
    }
  }

  @Test
  void tellsWhatIsInQuarantineWithoutAHold() {
    activities.remember(life(APP, 1, quarantined(START), DIGEST));
    found(Map.of(), digest(2));
    assertThat(untold()).containsExactly(GONE, unknown(2));

    found(Map.of(TAG, DIGEST));
    assertThat(untold()).as("its tag is back").containsExactly(find(APP, 1));
    activities.remember(life(APP, 2, new LifeState.Quarantined(START, SWEEP, false), DIGEST));
    assertThat(untold()).as("it has not lost its tag").isEmpty();
  }

  @Test
  void givesWhatIsHeldForNobodyALife() {
    found(Map.of(), DIGEST);
    assertThat(untold()).containsExactly(unknown(1));
    telling.told(unknown(1));
    assertThat(untold()).isEmpty();
  }

  @Test
  void givesWhatIsHeldForNobodyALifeOfALongNameOnce() {
    Repository deep = Repository.parse("reg:5000/demo/" + "deep/".repeat(40) + "app");
    ledger.inventory().found("demo", SWEEP, deep, Map.of(), Set.of(DIGEST));
    Find unknown = find(deep.pinned(DIGEST), 1);
    assertThat(untold()).containsExactly(unknown);
    telling.told(unknown);
    assertThat(untold()).isEmpty();
  }

  @Test
  void knowsForWhomSomethingIsHeld() {
    found(Map.of(TAG, DIGEST), DIGEST);
    assertThat(untold()).as("its tag tells of it").containsExactly(find(APP, 1));
    found(Map.of(), DIGEST);
    activities.remember(life(APP, 1, quarantined(START), DIGEST));
    assertThat(untold()).as("it is in quarantine").isEmpty();

    clock.set(SWEEP.minusNanos(1000));
    bury(2);
    assertThat(untold()).as("its life is over").containsExactly(unknown(1));
    clock.set(SWEEP);
    activities.remember(life(APP, 3, quarantined(START), DIGEST));
    bury(4);
    assertThat(untold()).as("it left while the sweep ran").isEmpty();
  }

  private void bury(int epoch) {
    activities.bury(
        new BuryRequest(
            life(APP, epoch, new LifeState.Deleted(START), DIGEST),
            new Obituary(APP.text(), DIGEST, START, "deleted", List.of(), 0)));
  }

  @Test
  void looksByDigestWhereNoHoldMayBeWritten() {
    Reference held = REPOSITORY.pinned(DIGEST);
    for (Stage writesNone : List.of(stage().observing(), stage().dryRun())) {
      clear();
      configure(writesNone);
      assertThat(unlisted()).isEmpty();
      activities.remember(life(held, 1, PRESENT, DIGEST));
      activities.remember(life(APP, 1, PRESENT, digest(2)));
      assertThat(unlisted()).containsExactly(DIGEST);
      activities.remember(life(held, 2, new LifeState.Wanted(), DIGEST));
      assertThat(unlisted()).as("it is looked for anyway").isEmpty();
      activities.remember(life(held, 3, unused(), DIGEST));
      assertThat(unlisted()).containsExactly(DIGEST);

      found(Map.of(TAG, digest(2)));
      assertThat(untold()).containsExactly(new Find("demo", held, null, SWEEP));
      found(Map.of(TAG, digest(2)), DIGEST);
      assertThat(untold()).isEmpty();
      configure(stage());
      assertThat(unlisted()).as("its hold tag tells of it").isEmpty();
    }
  }

  private Set<Digest> unlisted() {
    return ledger.inventory().unlisted("demo", REPOSITORY);
  }

  @Test
  void expectsNoHoldOfWhatMovedSinceTheSweepBegan() {
    Reference held = REPOSITORY.pinned(DIGEST);
    found(Map.of());
    activities.remember(life(held, 1, new LifeState.Acquiring(), DIGEST));
    assertThat(untold()).isEmpty();
    clock.set(SWEEP);
    configure(stage());
    activities.remember(life(held, 3, unused(), DIGEST));
    assertThat(untold()).as("it moved since the sweep began").isEmpty();
  }

  @Test
  void hasWhatWaitsByDigestLookedForHeldOrNot() {
    Reference waiting = REPOSITORY.pinned(DIGEST);
    activities.remember(life(waiting, 1, new LifeState.Wanted(), null));
    found(Map.of(), DIGEST);
    assertThat(untold()).containsExactly(new Find("demo", waiting, null, SWEEP));
    activities.remember(life(waiting, 2, new LifeState.Wanted(), DIGEST));
    assertThat(untold()).containsExactly(new Find("demo", waiting, null, SWEEP));
  }

  @Test
  void takesARepositoryThatWasNotListedForUnknown() {
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    assertThat(untold()).isEmpty();

    ledger.inventory().found("demo", SWEEP.minusSeconds(60), REPOSITORY, Map.of(), Set.of());
    assertThat(untold()).isEmpty();
  }

  @Test
  void findsAnImageAgainWhoseLifeIsOver() {
    bury(1);
    found(Map.of(TAG, DIGEST));

    assertThat(untold()).containsExactly(find(APP, 1));
  }

  @Test
  void seesNoReservedTags() {
    found(
        Map.of(
            ReservedTags.hold(DIGEST), DIGEST,
            ReservedTags.fallback(DIGEST), DIGEST,
            ReservedTags.probe("x"), DIGEST));

    assertThat(untold()).isEmpty();
    assertThat(database.rows("inventory")).isEmpty();
  }

  @Test
  void keepsWhatALaterSweepFound() {
    found(Map.of(TAG, DIGEST));
    ledger.inventory().found("demo", SWEEP.minusSeconds(1), REPOSITORY, Map.of(), Set.of());

    assertThat(untold()).hasSize(1);
  }

  @Test
  void knowsTheRepositoriesOfItsLivesAndClosuresInItsStageAlone() {
    configure(List.of(stage(), stage().name("team", "reg:5000/demo/team")), List.of(), "git");
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    learn(Reference.parse("reg:5000/demo/x:1"), DIGEST);
    learn(Reference.parse("reg:5000/demo/team/y:1"), DIGEST);
    learn(Reference.parse("other:5000/z:1"), DIGEST);

    assertThat(ledger.inventory().known("demo"))
        .containsExactly(REPOSITORY, Repository.parse("reg:5000/demo/x"));
    assertThat(ledger.inventory().known("team"))
        .containsExactly(Repository.parse("reg:5000/demo/team/y"));
  }

  @Test
  void startsLivesAnewThatWroteNothingForLongerThanAnyThatRuns() {
    Reference held = REPOSITORY.tagged(new Tag("held"));
    Reference young = REPOSITORY.tagged(new Tag("young"));
    Reference over = REPOSITORY.tagged(new Tag("over"));
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    activities.bury(
        new BuryRequest(
            life(over, 1, new LifeState.Deleted(START), DIGEST),
            new Obituary(over.text(), DIGEST, START, "deleted", List.of(), 0)));
    clock.pass(Duration.ofSeconds(1));
    activities.remember(life(held, 1, quarantined(START), digest(2)));
    clock.set(START.plus(Duration.ofDays(35)).plusSeconds(1));
    activities.remember(life(young, 1, PRESENT, digest(3)));

    assertThat(telling.silent("demo", 10)).containsExactly(APP);
    clock.pass(Duration.ofSeconds(1));
    assertThat(telling.silent("demo", 10)).containsExactly(held, APP);
    assertThat(telling.silent("demo", 1)).containsExactly(held);
    assertThat(telling.silent("other", 10)).isEmpty();

    activities.remember(life(APP, 1, PRESENT, DIGEST));
    assertThat(telling.silent("demo", 10)).as("it says the same, and lives").containsExactly(held);
  }

  // What nobody asks for any more

  @Test
  void forgetsWhatLivesWereToldOfEarlierSweeps() {
    found(Map.of(TAG, DIGEST));
    telling.told(untold().getFirst());
    telling.told(new Find("other", APP, DIGEST, SWEEP));
    telling.trim("demo", SWEEP);
    assertThat(database.rows("finds")).hasSize(2);

    telling.trim("demo", SWEEP.plusSeconds(1));
    assertThat(database.rows("finds")).singleElement().asString().contains("stage=other");
  }

  @Test
  void forgetsARemovalNinetyDaysAfterItEnded() {
    String ended = intended(SWEEP);
    activities.settle(new SettleRequest(ended, Intention.DONE, SWEEP));
    Reference other = REPOSITORY.tagged(new Tag("2"));
    unused(other, digest(2));
    String open = intend(other, digest(2), START, SWEEP).intention();

    clock.set(SWEEP.plus(Duration.ofDays(90)));
    telling.trim("demo", clock.instant());
    assertThat(database.rows("intentions")).hasSize(2);

    clock.pass(Duration.ofSeconds(1));
    telling.trim("demo", clock.instant());
    assertThat(database.rows("intentions")).singleElement().asString().contains("id=" + open);
  }

  @Test
  void forgetsNoRemovalThatStillCounts() {
    Stage slow = stage();
    slow.breaker = new StageSettings.Breaker(1, 100, Duration.ofDays(120));
    configure(List.of(slow), List.of(HUB), "git");
    activities.settle(new SettleRequest(intended(SWEEP), Intention.DONE, SWEEP));

    clock.set(SWEEP.plus(Duration.ofDays(119)));
    telling.trim("demo", clock.instant());

    Reference other = REPOSITORY.tagged(new Tag("2"));
    unused(other, digest(2));
    assertThat(intend(other, digest(2), START, clock.instant()).breaker()).isNotNull();
  }

  @Test
  void forgetsABreakerOnceNothingWaitsUnderIt() {
    configure(List.of(stage().breaker(0, 100)), List.of(HUB), "git");
    String intention = intended(SWEEP);
    String breaker = Objects.requireNonNull(intend(APP, DIGEST, START, SWEEP).breaker());
    wishes.approveBreaker(breaker, 1, "ann", SWEEP);
    clock.set(SWEEP.plus(Breakers.APPROVED_FOR).plus(Duration.ofDays(90)).plusSeconds(1));

    telling.trim("demo", clock.instant());
    assertThat(database.rows("breakers")).as("something waits under it").hasSize(1);

    activities.settle(new SettleRequest(intention, "not done: busy", SWEEP));
    telling.trim("demo", clock.instant());
    assertThat(database.rows("breakers")).isEmpty();
  }

  @Test
  void forgetsNoBreakerThatWaitsForAPerson() {
    configure(List.of(stage().breaker(0, 100)), List.of(HUB), "git");
    intended(SWEEP);
    clock.set(SWEEP.plus(Duration.ofDays(900)));

    telling.trim("demo", clock.instant());

    assertThat(database.rows("breakers")).hasSize(1);
    assertThat(database.rows("intentions")).hasSize(1);
  }

  @Test
  void leavesToAStageWithinAnotherWhatItHas() {
    configure(List.of(stage(), stage().name("team", "reg:5000/demo/team")), List.of(), "git");
    List<Repository> listed =
        List.of(
            REPOSITORY,
            Repository.parse("reg:5000/demo/team/y"),
            Repository.parse("reg:5000/demo/teams"));

    assertThat(ledger.inventory().within("demo", listed))
        .containsExactly(REPOSITORY, Repository.parse("reg:5000/demo/teams"));
    assertThat(ledger.inventory().within("team", listed))
        .containsExactly(Repository.parse("reg:5000/demo/team/y"));
  }

  // Intentions

  private static final Instant AN_HOUR_AGO = SWEEP.minus(Duration.ofHours(1));

  /** The window of a minute, and a day. */
  private static final Instant LONG_AGO = SWEEP.minus(Duration.ofMinutes(1441));

  private String intended(Instant at) {
    unused(APP, DIGEST);
    return intend(APP, DIGEST, START, at).intention();
  }

  private String settled() {
    telling.settleIntentions("demo", SWEEP);
    return database.rows("intentions").getFirst().replaceAll(".* outcome=(.*?), proof.*", "$1");
  }

  @Test
  void settlesAnIntentionWhoseTagIsGoneAsDone() {
    intended(LONG_AGO.minusNanos(1000));
    found(Map.of());

    assertThat(settled()).isEqualTo("done");
  }

  @Test
  void settlesAnIntentionWhoseTagIsThereAsNotDone() {
    intended(LONG_AGO.minusNanos(1000));
    found(Map.of(TAG, DIGEST));

    assertThat(settled()).startsWith("not done: no outcome came");
  }

  @Test
  void leavesAnIntentionAloneThatMayBeOnItsWay() {
    intended(LONG_AGO);
    found(Map.of(TAG, DIGEST));

    assertThat(settled()).isEqualTo("null");
  }

  @Test
  void leavesAnIntentionAloneWhoseRepositoryWasNotListed() {
    intended(LONG_AGO.minusNanos(1000));

    assertThat(settled()).isEqualTo("null");
  }

  @Test
  void leavesAnIntentionAloneThatWaitsForAPerson() {
    configure(List.of(stage().breaker(0, 100)), List.of(HUB), "git");
    intended(LONG_AGO.minusNanos(1000));
    found(Map.of(TAG, DIGEST));

    assertThat(settled()).isEqualTo("null");
  }

  @Test
  void leavesAnIntentionAloneThatAPersonApprovedAMomentAgo() {
    configure(List.of(stage().breaker(0, 100)), List.of(HUB), "git");
    approved(LONG_AGO);
    found(Map.of(TAG, DIGEST));
    assertThat(settled()).isEqualTo("null");

    clear();
    configure(List.of(stage().breaker(0, 100)), List.of(HUB), "git");
    approved(LONG_AGO.minusNanos(1000));
    found(Map.of(TAG, DIGEST));
    assertThat(settled()).startsWith("not done: no outcome came");
  }

  private void approved(Instant at) {
    intended(LONG_AGO.minus(Duration.ofDays(7)));
    String breaker = database.rows("breakers").getFirst().replaceAll(".*\\bid=(br-\\w+).*", "$1");
    wishes.approveBreaker(breaker, 1, "ann", at);
  }

  @Test
  void leavesAnIntentionAloneAsLongAsItsStageGathers() {
    configure(stage().window(Duration.ofHours(12)));
    Instant gathered = SWEEP.minus(Duration.ofHours(36));
    intended(gathered);
    found(Map.of(TAG, DIGEST));
    assertThat(settled()).isEqualTo("null");

    clear();
    configure(stage().window(Duration.ofHours(12)));
    intended(gathered.minusNanos(1000));
    found(Map.of(TAG, DIGEST));
    assertThat(settled()).startsWith("not done: no outcome came");
  }

  @Test
  void settlesAnIntentionByWhatItsLifeBecame() {
    intended(AN_HOUR_AGO.minusNanos(1000));
    activities.remember(life(APP, 1, quarantined(START), DIGEST, START, null, List.of(event())));
    assertThat(settled()).isEqualTo("done");

    clear();
    register();
    intended(AN_HOUR_AGO.minusNanos(1000));
    activities.remember(life(APP, 2, PRESENT, DIGEST));
    assertThat(settled()).isEqualTo("given up: it was needed again");
  }

  private static Event event() {
    return new Event(1, 1, START, "QUARANTINED", "quarantined");
  }

  @Test
  void leavesAnOutcomeAloneThatWasWritten() {
    String intention = intended(LONG_AGO.minusNanos(1000));
    activities.settle(new SettleRequest(intention, "not done: busy", LONG_AGO));
    found(Map.of());

    assertThat(settled()).isEqualTo("not done: busy");
  }
}
