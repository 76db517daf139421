package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.LifeRecord;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Why;
import dev.laytime.lifecycle.Word;
import dev.laytime.view.ObservedView;
import dev.laytime.view.ObservedView.Departure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What would have gone from a stage where nothing is taken away. */
class ObservingTest extends LedgerTest {

  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Instant SCANNED = DEADLINE.plusSeconds(1);
  private static final Instant SWEEP = DEADLINE.plusSeconds(10);
  private static final Reference SECOND = APP.repository().tagged(new Tag("2"));

  private void configured(Stage stage) {
    configure(List.of(stage), List.of(HUB), "git");
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);
  }

  private List<Departure> observed() {
    assertThat(telling.observe("demo", SWEEP, null)).isNull();
    return views.observed(null).images();
  }

  @Test
  void wouldHaveGoneOnTheProofThatDeletionNeeds() {
    configured(stage().observing());

    assertThat(observed())
        .containsExactly(new Departure(APP.text(), "demo", DIGEST, SWEEP, 500, null, null));
    assertThat(views.observed("demo").stages())
        .containsExactly(new ObservedView.Stage("demo", 1, 500, 0, SWEEP));
    assertThat(evidence(APP, DIGEST, DEADLINE, SWEEP).inquiry()).isInstanceOf(Inquiry.Later.class);
  }

  @Test
  void wouldGoInADryRunToo() {
    configured(stage().dryRun());

    assertThat(observed()).hasSize(1);
  }

  @Test
  void wouldHaveGoneAlsoWhereAPersonHasPausedTheStage() {
    configured(stage().observing());
    wishes.pauseStage("demo", "ann", "incident", null, START);

    assertThat(observed()).hasSize(1);
  }

  @Test
  void isNotAskedAboutWhereThingsGo() {
    configured(stage());

    assertThat(observed()).isEmpty();
    assertThat(views.observed(null).stages()).isEmpty();
  }

  @Test
  void wouldNotGoBeforeItsDeadline() {
    configured(stage().observing());

    assertThat(telling.observe("demo", DEADLINE.minusNanos(1000), null)).isNull();
    assertThat(views.observed(null).images()).isEmpty();
  }

  @Test
  void wouldNotGoWithoutAScanAfterItsDeadline() {
    configure(List.of(stage().observing()), List.of(HUB), "git");
    unused(APP, DIGEST);
    trusted(DEADLINE, OTHER);

    assertThat(observed()).isEmpty();
  }

  @Test
  void wouldNotGoWhereSomebodyElsePushesIt() {
    configure(List.of(stage().observing()), List.of(), "git");
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);

    assertThat(observed()).isEmpty();
  }

  @Test
  void goesOnceHoweverOftenItIsSwept() {
    configured(stage().observing());

    assertThat(observed()).hasSize(1);
    telling.observe("demo", SWEEP.plusSeconds(1), null);
    assertThat(observed()).hasSize(1);
  }

  @Test
  void wasAskedForWhenSomethingNamesItLater() {
    configured(stage().observing());
    assertThat(observed()).hasSize(1);

    clock.set(SWEEP.plusSeconds(60));
    activities.remember(needed(new Word("git", 3, SWEEP, 1, "template", List.of("web")), null));

    assertThat(views.observed(null).images())
        .containsExactly(
            new Departure(
                APP.text(), "demo", DIGEST, SWEEP, 500, SWEEP.plusSeconds(60), "because"));
    assertThat(views.observed(null).stages())
        .containsExactly(new ObservedView.Stage("demo", 1, 500, 1, SWEEP));
  }

  @Test
  void wasAskedForWhenAPersonPinsIt() {
    configured(stage().observing());
    assertThat(observed()).hasSize(1);

    activities.remember(needed(null, new Pin(null, "ann", "audit")));

    assertThat(views.observed(null).stages().getFirst().asked()).isEqualTo(1);
  }

  @Test
  void wasNotAskedForByALifeThatBeginsAnew() {
    configured(stage().observing());
    assertThat(observed()).hasSize(1);

    activities.remember(needed(new Word("git", 3, SWEEP, 0, "", List.of()), null));

    assertThat(views.observed(null).stages().getFirst().asked()).isZero();
  }

  @Test
  void wouldGoAgainAfterItWasAskedFor() {
    configured(stage().observing());
    assertThat(observed()).hasSize(1);
    activities.remember(needed(new Word("git", 3, SWEEP, 1, "template", List.of("web")), null));
    activities.remember(life(APP, 3, unused(), DIGEST));

    telling.observe("demo", SWEEP.plusSeconds(5), null);

    assertThat(views.observed(null).images())
        .extracting(Departure::at)
        .containsExactly(SWEEP, SWEEP.plusSeconds(5));
  }

  @Test
  void countsBytesThatSeveralHoldWithTheLastOfThem() {
    configured(stage().observing());
    Digest shared = digest(50);
    learn(APP, DIGEST, shared);
    unused(SECOND, digest(2));
    learn(SECOND, digest(2), shared);

    assertThat(observed()).extracting(Departure::bytes).containsExactlyInAnyOrder(500L, 600L);
  }

  @Test
  void countsNoBytesThatSomethingElseNeeds() {
    configured(stage().observing());
    Digest shared = digest(50);
    learn(APP, DIGEST, shared);
    activities.remember(life(SECOND, 1, new LifeState.Present(), digest(2)));
    learn(SECOND, digest(2), shared);

    assertThat(observed()).extracting(Departure::bytes).containsExactly(500L);
  }

  @Test
  void isForgottenAYearLaterAlsoWhereThingsGoByThen() {
    configured(stage().observing());
    assertThat(observed()).hasSize(1);
    configure(stage());

    clock.set(SWEEP.plus(Duration.ofDays(366)));
    telling.trim("demo", SWEEP);
    assertThat(views.observed(null).images()).hasSize(1);
    clock.set(SWEEP.plus(Duration.ofDays(366)).plusSeconds(1));
    telling.trim("demo", SWEEP);
    assertThat(views.observed(null).images()).isEmpty();
  }

  @Test
  void asksAboutEachOfMany() {
    configured(stage().observing());
    List<Reference> all = new ArrayList<>(List.of(APP));
    for (int i = 0; i < 450; i++) {
      Reference image = APP.repository().tagged(new Tag("v" + i));
      unused(image, digest(1000 + i));
      all.add(image);
    }

    Reference last = telling.observe("demo", SWEEP, null);
    int rounds = 1;
    while (last != null) {
      last = telling.observe("demo", SWEEP, last);
      rounds++;
    }

    assertThat(rounds).isEqualTo(3);
    assertThat(views.observed(null).stages().getFirst().images()).isEqualTo(all.size());
  }

  private static LifeRecord needed(@Nullable Word word, @Nullable Pin pin) {
    LifeRecord record = life(APP, 2, new LifeState.Present(), DIGEST);
    Why why = record.why();
    return new LifeRecord(
        record.life(),
        record.image(),
        record.epoch(),
        record.state(),
        record.digest(),
        record.firstSeen(),
        record.source(),
        record.quarantine(),
        new Why(
            why.image(),
            why.state(),
            why.digest(),
            why.stage(),
            why.source(),
            why.firstSeen(),
            why.reasons(),
            why.next(),
            why.deadline(),
            word == null ? List.of() : List.of(word),
            pin,
            why.attempts(),
            why.refusals()),
        record.events());
  }
}
