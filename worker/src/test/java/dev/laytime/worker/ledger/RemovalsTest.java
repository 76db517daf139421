package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.activity.SettleRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals.Claim;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Pin;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovalsTest extends LedgerTest {

  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Instant SCANNED = DEADLINE.plusSeconds(1);
  private static final Instant NOW = DEADLINE.plusSeconds(10);
  private static final String LIFE = WorkflowIds.life(APP);

  private String intention = "";

  @BeforeEach
  void mayLeave() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);
    clock.set(NOW);
    intention = intend(APP, DIGEST, DEADLINE, NOW).intention();
  }

  private Claim claim() {
    return new Claim(LIFE, APP, DIGEST, 1, DEADLINE, intention, RemovalKind.QUARANTINE);
  }

  private void objects(String because) {
    assertThat(removals.objections(claim())).singleElement().asString().contains(because);
  }

  @Test
  void objectsToNothingThatIsProvenAndCounted() {
    assertThat(removals.objections(claim())).isEmpty();
  }

  @Test
  void objectsWhereASourceNamesItByNow() {
    scans.publish("git", NOW, listing(List.of("gap"), APP.text()));

    objects("named by git");
  }

  @Test
  void objectsWhereItsStageWasPausedMeanwhile() {
    wishes.pauseStage("demo", "ann", "incident", NOW.plusSeconds(60), NOW);
    objects("stage demo is paused by ann since");
    assertThat(removals.objections(claim(), List.of(claim())))
        .as("nor does what is left of an image that is half gone")
        .hasSize(2);

    clock.pass(Duration.ofSeconds(60));
    assertThat(removals.objections(claim())).isEmpty();
  }

  @Test
  void objectsWhereTheProofHasGrownOld() {
    clock.set(SCANNED.plus(SCAN.multipliedBy(2)).plus(Credence.LATENESS).plusSeconds(1));

    objects("too long ago");
  }

  @Test
  void objectsToADeletionWhileACopyIntoItsRepositoryIsOnItsWay() {
    activities.settle(new SettleRequest(intention, Intention.DONE, NOW));
    activities.remember(life(APP, 1, quarantined(START), DIGEST));
    Claim deletion =
        new Claim(LIFE, APP, DIGEST, 1, DEADLINE, intendDeletion(), RemovalKind.DELETE);
    assertThat(removals.objections(deletion)).isEmpty();

    Reference other = APP.repository().tagged(new Tag("2"));
    copying(other, NOW.plusSeconds(1));
    assertThat(removals.objections(deletion))
        .containsExactly("a copy into this repository is on its way: " + other);

    clock.pass(Duration.ofSeconds(1));
    assertThat(removals.objections(deletion)).as("not for ever").isEmpty();
    copying(other, NOW.plusSeconds(60));
    assertThat(removals.objections(deletion)).hasSize(1);
    copying(other, null);
    assertThat(removals.objections(deletion)).as("only while it runs").isEmpty();
    copying(Reference.parse("reg:5000/demo/hub/elsewhere:1"), NOW.plusSeconds(60));
    assertThat(removals.objections(deletion)).as("in another repository").isEmpty();
  }

  @Test
  void letsATagGoWhileACopyIntoItsRepositoryIsOnItsWay() {
    copying(APP.repository().tagged(new Tag("2")), NOW.plusSeconds(60));

    assertThat(removals.objections(claim())).isEmpty();
  }

  private void copying(Reference image, @Nullable Instant until) {
    LifeRecord life = life(image, 1, new LifeState.Acquiring(), null);
    activities.remember(
        new LifeRecord(
            life.life(),
            life.image(),
            life.epoch(),
            until == null ? "FAILING" : "ACQUIRING",
            null,
            life.firstSeen(),
            null,
            null,
            life.why(),
            List.of(),
            List.of(),
            until));
  }

  private String intendDeletion() {
    return intendDeletion(APP);
  }

  private String intendDeletion(Reference image) {
    return activities
        .intend(
            new IntendRequest(
                WorkflowIds.life(image),
                image,
                DIGEST,
                1,
                RemovalKind.DELETE,
                DEADLINE,
                NOW,
                List.of("proof")))
        .intention();
  }

  @Test
  void objectsWhereSomebodyPinnedItMeanwhile() {
    activities.pin(new PinRequest(APP, new Pin(null, "ann", ""), "ann", NOW));

    objects("pinned by ann");
  }

  @Test
  void objectsWhereDeletionWasSwitchedOffMeanwhile() {
    configure(List.of(stage().observing()), List.of(HUB), "git");

    objects("only observes");
  }

  @Test
  void objectsWhereTheLifeWasNeededAgain() {
    activities.remember(life(APP, 2, unused(), DIGEST));

    objects("epoch 2, decided in 1");
  }

  @Test
  void objectsWhereTheLifeIsOfAnotherDigestByNow() {
    activities.remember(life(APP, 1, unused(), digest(2)));

    objects("it is " + digest(2) + " by now");
  }

  @Test
  void objectsWhereNobodyKnowsTheLife() {
    Reference stranger = Reference.parse("reg:5000/demo/hub/app:stranger");
    learn(stranger, DIGEST);
    Claim claim =
        new Claim(
            WorkflowIds.life(stranger),
            stranger,
            DIGEST,
            1,
            DEADLINE,
            intention,
            RemovalKind.QUARANTINE);

    assertThat(removals.objections(claim))
        .containsExactly("the ledger knows of no such life", "this removal was never counted");
  }

  @Test
  void objectsToARemovalThatWasNotCountedForThisStep() {
    Claim other = new Claim(LIFE, APP, DIGEST, 1, DEADLINE, intention, RemovalKind.DELETE);
    Claim unknown = new Claim(LIFE, APP, DIGEST, 1, DEADLINE, "in-0", RemovalKind.QUARANTINE);
    Claim earlier =
        new Claim(
            LIFE, APP, DIGEST, 1, DEADLINE.minusSeconds(1), intention, RemovalKind.QUARANTINE);

    for (Claim claim : List.of(other, unknown, earlier)) {
      assertThat(removals.objections(claim)).containsExactly("this removal was never counted");
    }
  }

  @Test
  void objectsWhereTheIntentionIsSettled() {
    activities.settle(new SettleRequest(intention, "not done: moved", NOW));

    objects("its intention is settled: not done: moved");
  }

  @Test
  void objectsUntilTheBreakerIsApprovedAndAgainWhenTheApprovalEnds() {
    configure(List.of(stage().breaker(0, 100)), List.of(HUB), "git");
    activities.settle(new SettleRequest(intention, "not done", NOW));
    String breaker = Objects.requireNonNull(intend(APP, DIGEST, DEADLINE, NOW).breaker());
    objects("it waits for `laytime approve " + breaker);

    wishes.approveBreaker(breaker, 1, "ann", NOW);
    assertThat(removals.objections(claim())).isEmpty();

    clock.set(NOW.plus(Breakers.APPROVED_FOR).minusNanos(1000));
    scan(clock.instant(), OTHER);
    assertThat(removals.objections(claim())).isEmpty();
    clock.pass(Duration.ofNanos(1000));
    objects("the approval of " + breaker + " ended");
  }

  @Test
  void countsOnADeletionWhoseLifeHasEndedWithIt() {
    Claim companion = leftBefore();
    assertThat(removals.objections(claim(), List.of(companion))).isEmpty();

    bury(companion);
    assertThat(removals.objections(claim(), List.of(companion))).isEmpty();
  }

  @Test
  void countsOnADeletionWhoseClosureWasForgottenWithIt() {
    Claim companion = leftBefore(digest(7));
    bury(companion);
    assertThat(ledger.closures().members(APP.repository(), digest(7))).isEmpty();

    assertThat(removals.objections(claim(), List.of(companion))).isEmpty();
  }

  @Test
  void objectsWhereAnImageThatLeftBeforeIsNamedByNow() {
    Claim companion = leftBefore(digest(7));
    bury(companion);
    String names = companion.image() + " left with it: named by git as ";

    scan(NOW, companion.image().text());
    assertThat(removals.objections(claim(), List.of(companion)))
        .singleElement()
        .asString()
        .startsWith(names + companion.image());

    scan(NOW.plusSeconds(1), "example.com/x@" + digest(7));
    assertThat(removals.objections(claim(), List.of(companion)))
        .singleElement()
        .asString()
        .startsWith(names + "example.com/x@" + digest(7));
  }

  @Test
  void objectsWhereAnImageThatLeftBeforeIsPinnedByNow() {
    Claim companion = leftBefore(digest(7));
    bury(companion);
    activities.pin(new PinRequest(companion.image(), new Pin(null, "ann", ""), "ann", NOW));

    assertThat(removals.objections(claim(), List.of(companion)))
        .singleElement()
        .asString()
        .startsWith(companion.image() + " left with it: pinned by ann");
  }

  @Test
  void objectsWhereAnImageThatLeftBeforeHasDecidedAnew() {
    Claim companion = leftBefore();
    activities.remember(life(companion.image(), 2, new LifeState.Wanted(), null));

    assertThat(removals.objections(claim(), List.of(companion)))
        .containsExactly(companion.image() + " left with it: its life has decided anew");
  }

  @Test
  void doesNotKeepWhatALifeHoldsWhoseImageWasDeletedAMomentAgo() {
    Claim companion = leftBefore();
    assertThat(rootsBeside(companion)).as("nobody said so").contains(DIGEST);
    String deletion = intendDeletion(companion.image());
    assertThat(rootsBeside(companion)).as("it is only meant").contains(DIGEST);
    activities.settle(new SettleRequest(deletion, "not-removed: no answer", NOW));
    assertThat(rootsBeside(companion)).as("it was not deleted").contains(DIGEST);

    activities.settle(new SettleRequest(deletion, Intention.DONE, NOW.plusSeconds(1)));
    assertThat(rootsBeside(companion)).doesNotContain(DIGEST);
    assertThat(removals.roots(APP.repository(), Set.of(companion.life())))
        .as("another life has it")
        .contains(DIGEST);
  }

  @Test
  void keepsWhatALifeHoldsThatHasDecidedAnewSinceItsImageWasDeleted() {
    Claim companion = leftBefore();
    String deletion = intendDeletion(companion.image());
    activities.settle(new SettleRequest(deletion, Intention.DONE, NOW));

    activities.remember(life(companion.image(), 2, new LifeState.Wanted(), DIGEST));
    assertThat(rootsBeside(companion)).contains(DIGEST);
  }

  @Test
  void keepsWhatASourceNamesThatWasDeletedAMomentAgo() {
    Claim companion = leftBefore();
    String deletion = intendDeletion(companion.image());
    activities.settle(new SettleRequest(deletion, Intention.DONE, NOW));

    scan(NOW, companion.image().text());
    assertThat(rootsBeside(companion)).contains(DIGEST);
  }

  private Set<Digest> rootsBeside(Claim companion) {
    assertThat(companion.image().repository()).isEqualTo(APP.repository());
    return removals.roots(APP.repository(), Set.of(LIFE));
  }

  /** Another tag on the same digest, which left for good. */
  private Claim leftBefore() {
    return leftBefore(DIGEST);
  }

  private Claim leftBefore(Digest digest) {
    Reference image = APP.repository().tagged(new Tag("before"));
    activities.remember(life(image, 1, quarantined(START), digest));
    learn(image, digest);
    return new Claim(
        WorkflowIds.life(image), image, digest, 1, DEADLINE, "in-before", RemovalKind.DELETE);
  }

  private void bury(Claim claim) {
    Event deleted = new Event(1, 1, NOW, "DELETED", "deleted");
    LifeRecord last =
        life(
            claim.image(),
            1,
            new LifeState.Deleted(NOW),
            claim.digest(),
            START,
            null,
            List.of(deleted));
    activities.bury(
        new BuryRequest(
            last, new Obituary(claim.image().text(), claim.digest(), NOW, "proven", List.of(), 0)));
    assertThat(database.rows("lives"))
        .filteredOn(row -> row.contains("image=" + claim.image().text() + ","))
        .singleElement()
        .asString()
        .contains("finished=true");
  }

  @Test
  void knowsWhereAPersonSwitchedDeletionOn() {
    configure(
        List.of(stage(), stage().name("quiet", "reg:5000/demo/quiet").observing()),
        List.of(),
        "git");

    assertThat(removals.deletionEnabled(APP.repository())).isTrue();
    assertThat(removals.deletionEnabled(Reference.parse("reg:5000/demo/quiet/x:1").repository()))
        .isFalse();
    assertThat(removals.deletionEnabled(Reference.parse("reg:5000/demox/x:1").repository()))
        .isFalse();
  }

  @Test
  void keepsWhatAnyScanNamesByDigest() {
    scan(NOW, "reg:5000/demo/hub/app@" + digest(2), "reg:5000/demo/hub/other@" + digest(3));
    scans.publish(
        "git", NOW.plusSeconds(1), listing(List.of("gap"), "reg:5000/demo/hub/app:1@" + digest(4)));

    assertThat(roots(LIFE)).containsExactlyInAnyOrder(digest(2), digest(4));
  }

  @Test
  void keepsWhatAScanNamesByATagThatIsKeptForIt() {
    scan(
        NOW,
        APP.repository() + ":" + ReservedTags.hold(digest(2)),
        APP.repository() + ":" + ReservedTags.fallback(digest(3)),
        APP.repository() + ":" + ReservedTags.fallback(digest(4)) + ".sig");

    assertThat(roots()).contains(digest(2), digest(3), digest(4));
  }

  @Test
  void keepsADigestThatIsNamedByAnotherNameOfTheStage() {
    configure(
        List.of(stage()),
        List.of(
            HUB,
            MirrorRule.alias(
                RepositoryPrefix.parse("reg:5000/demo"),
                RepositoryPrefix.parse("localhost:30500/demo"))),
        "git");
    scan(NOW, "localhost:30500/demo/hub/app@" + digest(2));

    assertThat(roots(LIFE)).contains(digest(2));
  }

  @Test
  void keepsADigestThatIsNamedUpstreamWhereItWasSeenHere() {
    learn(APP, digest(5), digest(6));
    scan(NOW, "app@" + digest(6), "app@" + digest(7), "other@" + digest(5));

    assertThat(roots(LIFE)).containsExactly(digest(6));
  }

  @Test
  void tellsWhichClosuresOfARepositoryHaveADigest() {
    learn(APP, digest(5), digest(6), digest(7));
    learn(APP, digest(6), digest(7));
    learn(Reference.parse("reg:5000/demo/hub/elsewhere:1"), digest(8), digest(7));

    assertThat(ledger.closures().holding(APP.repository(), digest(7)))
        .containsExactlyInAnyOrder(digest(5), digest(6));
    assertThat(ledger.closures().holding(APP.repository(), digest(5))).containsExactly(digest(5));
    assertThat(ledger.closures().holding(APP.repository(), digest(8))).isEmpty();
  }

  @Test
  void keepsWhatOtherLivesHold() {
    Reference held = APP.repository().pinned(digest(2));
    Reference quarantined = APP.repository().tagged(new Tag("q"));
    Reference present = APP.repository().tagged(new Tag("p"));
    activities.remember(life(held, 1, new LifeState.Present(), digest(2)));
    activities.remember(life(quarantined, 1, quarantined(NOW), digest(3)));
    activities.remember(life(present, 1, new LifeState.Present(), digest(4)));

    assertThat(roots(LIFE)).containsExactlyInAnyOrder(digest(2), digest(3), digest(4));
    assertThat(roots(LIFE, WorkflowIds.life(held), WorkflowIds.life(quarantined)))
        .as("what is there, though nobody asked for its tag yet")
        .containsExactly(digest(4));
    assertThat(
            roots(
                LIFE,
                WorkflowIds.life(held),
                WorkflowIds.life(quarantined),
                WorkflowIds.life(present)))
        .isEmpty();
  }

  @Test
  void keepsWhatTwoImagesAreUntilBothLeave() {
    Reference sibling = APP.repository().tagged(new Tag("2"));
    activities.remember(life(sibling, 1, quarantined(NOW), DIGEST));

    assertThat(roots(WorkflowIds.life(sibling))).contains(DIGEST);
    assertThat(roots(WorkflowIds.life(sibling), LIFE)).doesNotContain(DIGEST);
  }

  private Set<Digest> roots(String... leaving) {
    return removals.roots(APP.repository(), Set.of(leaving));
  }
}
