package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.view.WhyView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoriesTest extends LedgerTest {

  private static final Reference SOURCE = Reference.parse("docker.io/library/app:1");
  private static final LifeState PRESENT = new LifeState.Present();

  private static Event event(long epoch, long sequence) {
    return new Event(epoch, sequence, START, "PRESENT", "event " + sequence);
  }

  private static LifeRecord record(long epoch, LifeState state, Event... events) {
    return life(APP, epoch, state, DIGEST, START, SOURCE, List.of(events));
  }

  private static BuryRequest burial(long epoch, Event... events) {
    return new BuryRequest(
        record(epoch, new LifeState.Deleted(START), events),
        new Obituary(APP.text(), DIGEST, START, "deleted", List.of("git: not named"), 500));
  }

  private String state() {
    return views.images(null, null, null, null, 10).images().getFirst().state();
  }

  // recall

  @Test
  void remembersNothingOfAnImageThatItNeverSaw() {
    assertThat(activities.recall(APP)).isEqualTo(new Memory(0, null, null, null, null, null, null));
  }

  @Test
  void remembersWhatNoRegistryCanTell() {
    LifeState.Quarantined quarantine =
        new LifeState.Quarantined(START, START.plusSeconds(60), true);
    Pin pin = new Pin(START.plusSeconds(5), "ann", "release");
    activities.remember(record(7, quarantine));
    activities.pin(new PinRequest(APP, pin, "ann", START));

    assertThat(activities.recall(APP))
        .isEqualTo(new Memory(7, START, DIGEST, SOURCE, pin, quarantine, null));
    learn(APP, DIGEST);
    assertThat(activities.recall(APP).learned()).isTrue();
  }

  @Test
  void remembersWhatADigestIsMadeOfBeforeItHasALife() {
    Reference byDigest = APP.repository().pinned(DIGEST);
    assertThat(activities.recall(byDigest).learned()).isFalse();
    learn(APP, DIGEST);
    assertThat(activities.recall(byDigest))
        .isEqualTo(new Memory(0, null, DIGEST, null, null, null, null, List.of(), true));
  }

  @Test
  void remembersWhatStillMustBeHeldAndKeepsItUntilThen() {
    LifeRecord record = record(7, PRESENT);
    Digest before = new Digest("sha256:" + "b".repeat(64));
    LifeRecord moved =
        new LifeRecord(
            record.life(),
            record.image(),
            record.epoch(),
            record.state(),
            record.digest(),
            record.firstSeen(),
            record.source(),
            record.quarantine(),
            record.why(),
            record.events(),
            List.of(before),
            null);
    activities.remember(moved);
    assertThat(activities.recall(APP).displaced()).containsExactly(before);
    assertThat(removals.roots(APP.repository(), Set.of())).contains(before);

    activities.remember(record);
    assertThat(activities.recall(APP).displaced()).isEmpty();
    assertThat(removals.roots(APP.repository(), Set.of())).doesNotContain(before);
  }

  private void swept(Instant at) {
    ledger
        .inventory()
        .found(
            "demo",
            at,
            APP.repository(),
            Map.of(Objects.requireNonNull(APP.tag()), DIGEST),
            Set.of());
  }

  @Test
  void knowsAnImageForAdoptedThatASweepFoundAndNothingElseHasTouched() {
    assertThat(activities.recall(APP).adopted()).isFalse();
    swept(START);
    assertThat(activities.recall(APP).adopted()).isTrue();

    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST));
    assertThat(activities.recall(APP).adopted()).as("a life that is begun anew").isTrue();
    activities.remember(life(APP, 2, new LifeState.Present(), DIGEST, START, SOURCE, List.of()));
    assertThat(activities.recall(APP).adopted()).as("brought by a copy").isFalse();
  }

  @Test
  void knowsNoImageForAdoptedThatASourceHasNamed() {
    configure(stage());
    swept(START);
    scan(START, APP.text());
    telling.unsaid("git", 1).forEach(telling::said);

    assertThat(activities.recall(APP).adopted()).isFalse();
  }

  @Test
  void knowsNoImageForAdoptedThatHadALifeBeforeASweepFoundIt() {
    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST));
    swept(START.plusSeconds(60));

    assertThat(activities.recall(APP).adopted()).isFalse();
  }

  @Test
  void remembersTheLastObituaryOfALifeThatIsOver() {
    activities.bury(burial(7));

    assertThat(activities.recall(APP))
        .isEqualTo(
            new Memory(
                7,
                START,
                null,
                SOURCE,
                null,
                null,
                "deleted at 2026-11-01T00:00:00Z (" + DIGEST + ")"));
  }

  @Test
  void forgetsWhatSourcesToldSoThatTheySayItAnew() {
    configure(stage());
    scan(START, APP.text());
    telling.unsaid("git", 1).forEach(telling::said);
    assertThat(telling.unsaid("git", 1)).isEmpty();

    activities.recall(APP);

    assertThat(telling.unsaid("git", 1)).hasSize(1);
  }

  @Test
  void takesBackWhatALifeHeardBeforeItAskedWhatIsRemembered() {
    configure(stage());
    scan(START, APP.text());
    telling.unsaid("git", 1).forEach(telling::said);
    activities.recall(APP);

    scan(START.plusSeconds(1), "docker.io/library/other:1");

    assertThat(telling.unsaid("git", 2))
        .containsExactly(new Telling.Said(APP, Words.notNamed("git", 2, START.plusSeconds(1))));
  }

  @Test
  void takesBackWhatALifeHeardAtItsEnd() {
    configure(stage());
    scan(START, APP.text());
    telling.unsaid("git", 1).forEach(telling::said);
    activities.bury(burial(7));

    scan(START.plusSeconds(1), "docker.io/library/other:1");
    assertThat(telling.unsaid("git", 2)).hasSize(1);
  }

  @Test
  void leavesTheDeadInPeaceThatNothingNames() {
    configure(stage());
    scan(START, APP.text());
    telling.unsaid("git", 1).forEach(telling::said);
    scan(START.plusSeconds(1), "docker.io/library/other:1");
    telling.unsaid("git", 2).forEach(telling::said);
    activities.bury(burial(7));

    scan(START.plusSeconds(2), "docker.io/library/other:1");
    assertThat(telling.unsaid("git", 3)).isEmpty();
  }

  @Test
  void givesImagesThatOneSweepFoundOneFirstInstant() {
    configure(stage());
    ledger.inventory().found("demo", START, APP.repository(), Map.of(APP.tag(), DIGEST), Set.of());
    ledger
        .inventory()
        .found(
            "demo",
            START.plusSeconds(60),
            APP.repository(),
            Map.of(APP.tag(), digest(2)),
            Set.of());

    assertThat(activities.recall(APP).firstSeen()).isEqualTo(START);
  }

  // remember

  @Test
  void neverLowersAnEpoch() {
    activities.remember(record(5, unused()));
    activities.remember(record(4, PRESENT));

    assertThat(activities.recall(APP).epoch()).isEqualTo(5);
    assertThat(state()).isEqualTo("UNUSED");
  }

  @Test
  void keepsTheEarliestFirstSight() {
    activities.remember(record(1, PRESENT));
    activities.remember(life(APP, 2, PRESENT, DIGEST, START.plusSeconds(1), null, List.of()));

    assertThat(activities.recall(APP).firstSeen()).isEqualTo(START);
  }

  @Test
  void ignoresWhatWasWrittenAfterSomethingLater() {
    LifeRecord earlier = record(5, PRESENT, event(5, 1));
    activities.remember(earlier);
    activities.remember(record(5, unused(), event(5, 2)));

    activities.remember(earlier);

    assertThat(state()).isEqualTo("UNUSED");
  }

  @Test
  void losesNoQuarantineToAWriteThatComesLate() {
    LifeRecord silent = record(5, unused());
    activities.remember(silent);
    activities.remember(record(5, quarantined(START), event(5, 1)));

    activities.remember(silent);

    assertThat(activities.recall(APP).quarantine()).isNotNull();
  }

  @Test
  void wakesNoLifeThatIsOverByAWriteThatComesLate() {
    activities.remember(record(5, unused(), event(5, 1)));
    activities.bury(burial(5, event(5, 2)));
    activities.remember(record(5, unused(), event(5, 1)));
    activities.remember(record(5, unused()));
    assertThat(unfinished()).isEmpty();

    activities.remember(record(6, PRESENT));
    assertThat(unfinished()).containsExactly(APP);

    activities.bury(burial(5, event(5, 2)));
    assertThat(unfinished()).containsExactly(APP);
  }

  private List<Reference> unfinished() {
    return ledger.registration().unfinishedLives(false, null, 10);
  }

  @Test
  void writesAgainWhatSaysTheSameOnceItIsADayOld() {
    activities.remember(record(5, PRESENT));
    clock.pass(Duration.ofDays(1));
    activities.remember(record(5, PRESENT));
    assertThat(updatedAt()).isEqualTo(START);

    clock.pass(Duration.ofSeconds(1));
    activities.remember(record(5, PRESENT));
    assertThat(updatedAt()).isEqualTo(clock.instant());
    assertThat(changedAt()).isEqualTo(START);
  }

  private Instant changedAt() {
    return ledger
        .sql()
        .read(
            "read the life",
            () ->
                ledger
                    .sql()
                    .sql("SELECT changed_at FROM lives")
                    .query((row, _) -> Cells.instant(row, "changed_at"))
                    .single());
  }

  private Instant updatedAt() {
    return views.images(null, null, null, null, 1).images().getFirst().updatedAt();
  }

  @Test
  void keepsTheFirstLinesOfAStoryAndTheLast() {
    for (int i = 1; i <= 230; i++) {
      activities.remember(record(i, PRESENT, event(i, i)));
    }

    List<Long> kept = new ArrayList<>();
    LongStream.rangeClosed(1, 20).forEach(kept::add);
    LongStream.rangeClosed(31, 230).forEach(kept::add);
    assertThat(sequences()).containsExactlyElementsOf(kept);
  }

  private List<Long> sequences() {
    return ledger
        .sql()
        .read(
            "read the story",
            () ->
                ledger
                    .sql()
                    .sql("SELECT seq FROM events ORDER BY epoch, seq")
                    .query((row, _) -> row.getLong("seq"))
                    .list());
  }

  @Test
  void writesEveryEventOnce() {
    activities.remember(record(5, PRESENT, event(4, 1), event(5, 2)));
    activities.remember(record(5, PRESENT, event(5, 2), event(5, 3)));

    assertThat(story()).containsExactly(event(4, 1), event(5, 2), event(5, 3));
  }

  private List<Event> story() {
    return views.why(APP, START).lives().getFirst().story();
  }

  @Test
  void keepsAnInstantToTheMicrosecondInEveryTimeZone() {
    Instant inTheGap = Instant.parse("2026-03-29T01:30:00.123456Z");
    clock.set(inTheGap.plusNanos(789));

    activities.remember(life(APP, 1, PRESENT, DIGEST, inTheGap.plusNanos(789), null, List.of()));

    assertThat(activities.recall(APP).firstSeen()).isEqualTo(inTheGap);
    assertThat(views.images(null, null, null, null, 1).images().getFirst().updatedAt())
        .isEqualTo(inTheGap);
  }

  @Test
  void keepsTheWholeAnswerForThoseWhoAskWithoutTemporal() {
    LifeRecord record = record(1, unused());
    activities.remember(record);

    assertThat(views.why(APP, START).lives().getFirst().why()).isEqualTo(record.why());
  }

  // bury

  @Test
  void keepsTheObituaryAndTheStoryOfALifeThatIsOver() {
    BuryRequest burial = burial(3, event(3, 1));
    activities.bury(burial);

    WhyView.OneLife life = views.why(APP, START).lives().getFirst();
    assertThat(life.why()).isNull();
    assertThat(life.story()).containsExactly(event(3, 1));
    assertThat(life.obituaries()).containsExactly(burial.obituary());
  }

  @Test
  void forgetsTheClosureWithTheLastLifeOfItsDigest() {
    Reference sibling = Reference.parse("reg:5000/demo/hub/app:2");
    learn(APP, DIGEST, digest(2));
    activities.remember(life(sibling, 1, PRESENT, DIGEST));
    activities.bury(burial(3));
    assertThat(database.rows("closures")).hasSize(2);

    activities.bury(
        new BuryRequest(
            life(sibling, 1, new LifeState.Deleted(START), DIGEST),
            new Obituary(sibling.text(), DIGEST, START, "deleted", List.of(), 0)));
    assertThat(database.rows("closures")).isEmpty();
  }

  // pin

  @Test
  void takesAPinAwayForGood() {
    PinRequest pinned = new PinRequest(APP, new Pin(null, "ann", ""), "ann", START);
    activities.pin(pinned);
    activities.pin(new PinRequest(APP, null, "bob", START.plusSeconds(1)));
    activities.pin(pinned);

    assertThat(activities.recall(APP).pin()).isNull();
  }

  @Test
  void keepsAPinFromAnUnpinThatComesLate() {
    Pin again = new Pin(null, "ann", "again");
    PinRequest unpinned = new PinRequest(APP, null, "bob", START.plusSeconds(1));
    activities.pin(new PinRequest(APP, new Pin(null, "ann", ""), "ann", START));
    activities.pin(unpinned);
    activities.pin(new PinRequest(APP, again, "ann", START.plusSeconds(2)));
    activities.pin(unpinned);

    assertThat(activities.recall(APP).pin()).isEqualTo(again);
  }

  // policy

  @Test
  void saysWhatPeopleDecided() {
    configure(stage());

    Policy policy = activities.policy(APP);
    assertThat(policy)
        .isEqualTo(
            new Policy(
                policy.revision(),
                "demo",
                null,
                true,
                new Origin.Mirror(SOURCE),
                GRACE,
                Duration.ofDays(7)));
    assertThat(activities.policy(Reference.parse("reg:5000/demo/own:1")))
        .satisfies(own -> {
          assertThat(own.origin()).isEqualTo(new Origin.External());
          assertThat(own.objection()).contains("external-delete");
        });
    assertThat(activities.policy(Reference.parse("reg:5000/demoted/own:1")).stage()).isNull();
  }

  @Test
  void writesNoHoldTagsWhereItOnlyObserves() {
    configure(stage().observing());

    assertThat(activities.policy(APP).holds()).isFalse();
    assertThat(activities.policy(APP).objection()).contains("only observes");
  }

  @Test
  void takesTheRevisionFromWhatConcernsTheStageAlone() {
    configure(stage());
    String revision = activities.policy(APP).revision();

    configure(List.of(stage()), List.of(HUB, rule("other:1/x", "docker.io/library")), "git");
    assertThat(activities.policy(APP).revision()).isEqualTo(revision);

    configure(List.of(stage()), List.of(HUB, rule("reg:5000/demo/x", "ghcr.io/y")), "git");
    String withRule = activities.policy(APP).revision();
    assertThat(withRule).isNotEqualTo(revision);

    configure(List.of(stage().grace(GRACE.plusDays(1))), List.of(HUB), "git");
    assertThat(activities.policy(APP).revision()).isNotIn(revision, withRule);
  }
}
