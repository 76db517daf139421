package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds that Temporal took and does not know any more. */
class LostBuildsTest extends RulesOfBuilds {

  private static final Reference SHOP = Reference.parse("reg:5000/demo/shop:1.0");
  private static final String ID = "build/" + SHOP;
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final BuildLedger building = ledger.buildLedger();
  private final Builds builds = ledger.builds();

  @BeforeEach
  void configure() {
    var _ = configured(BuildRuleSamples.rule("shop", BuildLimits.NOBODY));
  }

  @Test
  void areLookedForOnceInTenMinutes() {
    BuildOrder order = taken("r1");
    tell(order, BuildState.BUILDING, 1, clock.instant());
    assertThat(building.silent()).isEmpty();

    clock.pass(SILENCE);
    assertThat(building.silent()).containsExactly(order);
    assertThat(building.lost(order)).isTrue();
    building.asked(order);
    assertThat(building.silent()).isEmpty();
    assertThat(building.lost(order)).as("another worker was quicker").isFalse();

    clock.pass(SILENCE);
    tell(order, BuildState.DONE, 1, clock.instant());
    clock.pass(SILENCE);
    assertThat(building.silent()).isEmpty();
    assertThat(building.untaken()).isEmpty();
  }

  /** It counts its attempts from nothing. */
  @Test
  void endWhenTheRunEndsThatIsBegunAgain() {
    BuildOrder order = taken("r1");
    tell(order, BuildState.BUILDING, 2, clock.instant());
    clock.pass(SILENCE);
    Instant again = clock.instant();
    tell(order, BuildState.RESOLVING, 0, again);
    assertThat(state()).isEqualTo(BuildState.RESOLVING);
    tell(order, BuildState.BUILDING, 1, again);
    tell(order, BuildState.VERIFYING, 2, START);
    assertThat(state()).as("what the first run said comes late").isEqualTo(BuildState.BUILDING);

    tell(order, BuildState.DONE, 1, again);

    assertThat(builds.find(ID, "r1").orElseThrow().endedAt()).isEqualTo(clock.instant());
  }

  @Test
  void hideNoOrderThatCameAfterThem() {
    BuildOrder lost = taken("r1");
    tell(lost, BuildState.BUILDING, 1, clock.instant());
    clock.pass(Duration.ofMinutes(1));
    BuildOrder next = taken("r2");
    tell(next, BuildState.DONE, 1, clock.instant());

    assertThat(builds.find(ID).orElseThrow().status().order()).isEqualTo(next);
    clock.pass(SILENCE);
    assertThat(building.lost(lost)).as("nothing older is built over it").isFalse();
    Builds.Known over = builds.find(ID, "r1").orElseThrow();
    assertThat(over.endedAt()).isEqualTo(clock.instant());
    assertThat(over.status().cause()).isEqualTo("its run was lost, and it was ordered again");
    assertThat(over.status().attempts()).isEqualTo(1);
  }

  @Test
  void areNotDisplacedByWhatIsNotTakenYet() {
    BuildOrder order = taken("r1");
    clock.pass(SILENCE);
    assertThat(building.take(order("r2"), null)).isEmpty();

    assertThat(building.lost(order)).isTrue();
    building.notAsked(order("r2"));
    assertThat(builds.find(ID).orElseThrow().status().order()).isEqualTo(order);
  }

  /** Begun again it would fail, as its tag is there, and nobody would know whose the image is. */
  @Test
  void areDoneWhereTheirTagIsWritten() {
    BuildOrder order = taken("r1");
    Reference built = Reference.parse("reg:5000/demo/laytime-build/shop@" + DIGEST);
    tell(order, BuildState.PUSHING, 1, clock.instant(), built);
    clock.pass(SILENCE);
    activities.remember(life(SHOP, 1, new LifeState.Present(), digest(2)));
    assertThat(building.lost(order)).as("somebody else's").isTrue();

    activities.remember(life(SHOP, 2, new LifeState.Present(), DIGEST));

    assertThat(building.silent()).as("only Temporal knows").containsExactly(order);
    assertThat(builds.find(ID).orElseThrow().endedAt()).isNull();

    assertThat(building.lost(order)).isFalse();
    Builds.Known known = builds.find(ID).orElseThrow();
    assertThat(known.status().state()).isEqualTo(BuildState.DONE);
    assertThat(known.status().cause()).contains("nothing more follows");
    assertThat(known.endedAt()).isEqualTo(clock.instant());
  }

  /** As a promotion that is behind another. */
  @Test
  void areNotThoseThatWaitToBeTriedAgain() {
    BuildOrder order = taken("r1");
    Instant next = clock.instant().plus(Duration.ofMinutes(20));
    put(order, BuildState.PUSHING, 1, clock.instant(), null, next);
    clock.set(next.plus(SILENCE).minusMillis(1));
    assertThat(building.silent()).isEmpty();
    assertThat(building.lost(order)).isFalse();

    clock.set(next.plus(SILENCE));
    assertThat(building.silent()).containsExactly(order);
  }

  /** Something else may be there by now, and nobody ordered anything that day. */
  @Test
  void areNobodysWishAfterADay() {
    BuildOrder order = taken("r1");
    tell(order, BuildState.BUILDING, 1, clock.instant());
    clock.pass(Duration.ofHours(23));
    assertThat(building.lost(order)).isTrue();

    clock.pass(Duration.ofHours(1));
    assertThat(building.lost(order)).isFalse();

    BuildStatus over = builds.find(ID).orElseThrow().status();
    assertThat(over.failure())
        .isEqualTo(
            BuildFailure.of(
                BuildFailureKind.CANCELLED,
                "its run was lost, and nothing was heard of it for 24 hours: order it again"));
    assertThat(building.silent()).isEmpty();
  }

  /** What runs was asked meanwhile. */
  @Test
  void areWantedHoweverOldWhereTheyRanAMomentAgo() {
    BuildOrder order = taken("r1");
    clock.pass(Duration.ofDays(3));
    building.asked(order);
    clock.pass(SILENCE);

    assertThat(building.lost(order)).isTrue();
  }

  @Test
  void areOverWhereNobodyTakesThemAnyMore() {
    BuildOrder order = taken("r1");

    building.refused(order, "it is of another form");

    assertThat(state()).isEqualTo(BuildState.FAILED);
    assertThat(builds.find(ID).orElseThrow().status().cause())
        .isEqualTo("its run was lost, and it is not begun again: it is of another form");
  }

  /** Whoever asks may do so right after it came to its end. */
  @Test
  void areNotBuiltOnceMoreWhenTheyAreOver() {
    BuildOrder order = taken("r1");
    assertThat(building.orders(order).over()).isNull();
    tell(order, BuildState.DONE, 1, clock.instant());

    assertThat(building.orders(order).over()).isEqualTo("this order is over already: DONE");
    assertThat(building.orders(order).refusal()).as("a run that is at it goes on").isEmpty();
    assertThat(building.orders(order("r2")).over()).isNull();
  }

  private BuildState state() {
    return builds.find(ID).orElseThrow().status().state();
  }

  private BuildOrder taken(String request) {
    BuildOrder order = order(request);
    assertThat(building.take(order, null)).isEmpty();
    building.asked(order);
    return order;
  }

  private static BuildOrder order(String request) {
    return new BuildOrder(request, SHOP, "shop", null, "ann", "");
  }

  private void tell(BuildOrder order, BuildState state, int attempts, Instant begun) {
    tell(order, state, attempts, begun, null);
  }

  private void tell(
      BuildOrder order, BuildState state, int attempts, Instant begun, @Nullable Reference built) {
    put(order, state, attempts, begun, built, null);
  }

  private void put(
      BuildOrder order,
      BuildState state,
      int attempts,
      Instant begun,
      @Nullable Reference built,
      @Nullable Instant next) {
    List<Reference> _ =
        building.remember(
            new BuildStatus(
                ID, order, state, null, built, attempts, List.of(), "", null, 0, begun, next));
  }
}
