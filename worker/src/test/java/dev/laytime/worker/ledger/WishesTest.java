package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.worker.ledger.Wishes.RefusedException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WishesTest extends LedgerTest {

  @BeforeEach
  void register() {
    configure(stage());
  }

  private static void refused(ThrowingCallable wish, boolean missing, String why) {
    assertThatThrownBy(wish)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.missing()).isEqualTo(missing);
              assertThat(e.hint()).isNotEmpty();
            })
        .hasMessageContaining(why);
  }

  @Test
  void approvesTheHeldScanThatThePersonSawAndNoOther() {
    refused(() -> wishes.approveScan("none", 1, "ann", START), true, "no source none");
    refused(() -> wishes.approveScan("git", 1, "ann", START), false, "is none by now, not #1");
    scan(START);
    refused(() -> wishes.approveScan("git", 2, "ann", START), false, "is #1 by now, not #2");

    wishes.approveScan("git", 1, "ann", START);
    assertThat(views.sources().sources().getFirst().held()).isEmpty();
    refused(() -> wishes.approveScan("git", 1, "ann", START), false, "is not held");
  }

  @Test
  void doesNotLetAPersonApproveWhatWasMissed() {
    scans.publish("git", START, listing(List.of("gap")));

    refused(() -> wishes.approveScan("git", 1, "ann", START), false, "is not held");
  }

  @Test
  void forgetsWhatOnlyEarlierScansNamedOnceAHeldOneIsApproved() {
    scan(START, OTHER);
    scan(START.plusSeconds(1));
    assertThat(database.rows("scan_references")).hasSize(1);

    wishes.approveScan("git", 2, "ann", START);

    assertThat(database.rows("scan_references")).isEmpty();
  }

  @Test
  void letsLivesOnTheirWayOutLookAgain() {
    activities.remember(life(APP, 1, unused(), DIGEST));
    Reference present = Reference.parse("reg:5000/demo/x:1");
    activities.remember(life(present, 1, new LifeState.Present(), DIGEST));
    scan(START);

    assertThat(wishes.approveScan("git", 1, "ann", START).look()).containsExactly(APP);
    assertThat(wishes.adoptStage("demo", "ann", START).look()).containsExactly(APP);
    configure(List.of(stage()), List.of());
    assertThat(wishes.removeSource("git", "ann", START).look()).containsExactly(APP);
  }

  @Test
  void owesThoseLivesTheirWakingUntilItIsPaid() {
    activities.remember(life(APP, 1, unused(), DIGEST));
    scan(START);

    Wishes.Granted granted = wishes.approveScan("git", 1, "ann", START);

    List<Telling.Look> owed = telling.owed(10);
    assertThat(owed)
        .extracting(Telling.Look::image, Telling.Look::why)
        .containsExactly(tuple(APP, granted.text()));
    telling.paid(owed.getFirst());
    assertThat(telling.owed(10)).isEmpty();
  }

  @Test
  void owesNothingForAWishThatWasRefused() {
    activities.remember(life(APP, 1, unused(), DIGEST));
    refused(() -> wishes.approveScan("git", 1, "ann", START), false, "is none by now");

    assertThat(telling.owed(10)).isEmpty();
  }

  @Test
  void tellsThatARemovedSourceNamesNothingLaterThanWhatWasSeenSinceItsLastScan() {
    scan(START);
    scans.add("git", List.of(named(APP.text())));
    long seen = telling.unsaid("git", 1).getFirst().word().epoch();
    telling.unsaid("git", 1).forEach(telling::said);
    configure(List.of(stage()), List.of());

    wishes.removeSource("git", "ann", START);

    assertThat(telling.withdrawn())
        .singleElement()
        .satisfies(said -> assertThat(said.word().epoch()).isGreaterThan(seen));
  }

  @Test
  void tellsWhatARemovedSourceNamesNoLongerUntilItWasSent() {
    scan(START, APP.text());
    telling.unsaid("git", 1).forEach(telling::said);
    assertThat(telling.withdrawn()).isEmpty();
    configure(List.of(stage()), List.of());

    wishes.removeSource("git", "ann", START);

    List<Telling.Said> withdrawn = telling.withdrawn();
    assertThat(withdrawn).extracting(Telling.Said::image).containsExactly(APP);
    assertThat(withdrawn.getFirst().word().count()).isZero();
    telling.said(withdrawn.getFirst());
    assertThat(telling.withdrawn()).isEmpty();
  }

  @Test
  void wakesWhatWaitedForAStageOnceItsOtherOwnersHaveGone() {
    activities.remember(life(APP, 1, unused(), DIGEST));
    owned("neighbour");
    assertThat(telling.owed(10)).isEmpty();

    owned();
    assertThat(telling.owed(10)).extracting(Telling.Look::image).containsExactly(APP);
    owned();
    assertThat(telling.owed(10)).hasSize(1);
  }

  @Test
  void removesNoSourceThatConfigurationHasOrThatIsNotThere() {
    refused(() -> wishes.removeSource("git", "ann", START), false, "configuration has source git");
    refused(() -> wishes.removeSource("none", "ann", START), true, "no source none");

    configure(List.of(stage()), List.of());
    wishes.removeSource("git", "ann", START);
    assertThat(views.sources().sources()).isEmpty();
    assertThat(activities.source("git").registered()).isFalse();
    refused(() -> wishes.removeSource("git", "ann", START), true, "no source git");
  }

  @Test
  void adoptsAStageInSpiteOfTheOwnersThatThereAre() {
    refused(() -> wishes.adoptStage("none", "ann", START), true, "no stage none");
    owned("neighbour");

    assertThat(wishes.adoptStage("demo", "ann", START).text()).contains("in spite of neighbour");
    assertThat(views.stages().stages().getFirst().objection()).isNull();
  }

  @Test
  void letsEveryOwnerForbidDeletionHoweverManyThereAre() {
    String[] all =
        IntStream.range(100, 220).mapToObj(i -> "x".repeat(125) + i).toArray(String[]::new);
    owned(Arrays.copyOf(all, all.length - 1));
    assertThat(wishes.adoptStage("demo", "ann", START).text()).endsWith(" and 109 more");
    assertThat(views.stages().stages().getFirst().objection()).isNull();

    owned(all);

    assertThat(views.stages().stages().getFirst().owners()).containsExactly(all);
    assertThat(views.stages().stages().getFirst().objection()).contains("(" + all[119] + ")");
    assertThat(activities.policy(APP).objection()).contains(all[119]);
  }

  @Test
  void pausesAStageAndWakesWhatWaitsForItsTurn() {
    activities.remember(life(APP, 1, unused(), DIGEST));

    Wishes.Granted granted = wishes.pauseStage("demo", "ann", "incident", null, START);

    assertThat(granted.text())
        .isEqualTo(
            "stage demo is paused by ann since %s: incident; nothing leaves it until `laytime resume demo`"
                .formatted(START));
    assertThat(granted.look()).containsExactly(APP);
    assertThat(telling.owed(10)).extracting(Telling.Look::image).containsExactly(APP);
    assertThat(activities.policy(APP).pause())
        .isEqualTo(new StagePause("demo", "ann", "incident", START, null));
  }

  @Test
  void keepsTheFirstWordWhereTheSameIsSaidAgainAndElseTheLast() {
    Instant later = START.plusSeconds(60);
    wishes.pauseStage("demo", "ann", "incident", null, START);
    wishes.pauseStage("demo", "bob", "incident", null, later);
    assertThat(activities.policy(APP).pause())
        .isEqualTo(new StagePause("demo", "ann", "incident", START, null));

    Instant until = later.plus(GRACE);
    wishes.pauseStage("demo", "bob", "incident", until, later);
    assertThat(activities.policy(APP).pause())
        .isEqualTo(new StagePause("demo", "bob", "incident", later, until));
  }

  @Test
  void resumesAStageAndWakesWhatWaitedForIt() {
    activities.remember(life(APP, 1, unused(), DIGEST));
    assertThat(wishes.resumeStage("demo", "bob", START).text())
        .isEqualTo("stage demo is not paused");
    assertThat(telling.owed(10)).isEmpty();

    wishes.pauseStage("demo", "ann", "incident", null, START);
    Wishes.Granted granted = wishes.resumeStage("demo", "bob", START);

    assertThat(granted.text())
        .isEqualTo("stage demo goes on: bob resumed what ann had paused since " + START);
    assertThat(granted.look()).containsExactly(APP);
    assertThat(activities.policy(APP).pause()).isNull();
  }

  @Test
  void pausesNoStageThatIsNotThereAndForNoTimeThatIsOver() {
    refused(() -> wishes.pauseStage("none", "ann", "x", null, START), true, "no stage none");
    refused(() -> wishes.resumeStage("none", "ann", START), true, "no stage none");
    refused(() -> wishes.pauseStage("demo", "ann", "x", START, START), false, "not in the future");
  }

  @Test
  void staysPausedWhateverConfigurationBecomesOfIt() {
    wishes.pauseStage("demo", "ann", "incident", null, START);
    configure(List.of(), List.of());
    configure(stage().grace(GRACE.plusDays(1)));

    assertThat(activities.policy(APP).pause()).isNotNull();
  }
}
