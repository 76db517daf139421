package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Policy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the ledger keeps of builds. */
class RememberedBuildsTest extends BuildsOfShop {

  @Test
  void keepsWhatIsOver() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    BuildOrder order = ordered(SHOP);
    ended(order, BuildState.FAILED);

    List<Reference> told = building.remember(status(order, BuildState.BUILDING, null));

    assertThat(told).containsExactly(SHOP);
    assertThat(builds.find("build/" + SHOP).orElseThrow().status().state())
        .isEqualTo(BuildState.FAILED);
  }

  @Test
  void keepsWhatEndsWhileItIsWrittenDownThatItIsAskedFor() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    BuildOrder order = Objects.requireNonNull(want(SHOP).order());
    clock.meanwhile(() -> atOnce(() -> ended(order, BuildState.FAILED)));

    building.asked(order);

    Builds.Known known = builds.find("build/" + SHOP).orElseThrow();
    assertThat(known.status().state()).isEqualTo(BuildState.FAILED);
    assertThat(known.endedAt()).isNotNull();
  }

  @Test
  void takesNoWordThatComesLate() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    BuildOrder order = ordered(SHOP);
    List<Reference> _ = building.remember(status(order, BuildState.BUILDING, null));
    BuildStatus late =
        new BuildStatus(
            "build/" + SHOP,
            order,
            BuildState.RESOLVING,
            null,
            null,
            0,
            List.of(),
            "",
            null,
            0,
            START,
            null);

    List<Reference> _ = building.remember(late);

    assertThat(builds.find("build/" + SHOP).orElseThrow().status().state())
        .isEqualTo(BuildState.BUILDING);
  }

  private static void atOnce(Runnable work) {
    Thread other = Thread.ofVirtual().start(work);
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void letsLeaveWhatWasBuiltHere() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    BuildOrder order = ordered(SHOP);
    life(SHOP, new LifeState.Present(), DIGEST);
    assertThat(activities.policy(SHOP).objection()).contains("somebody else pushes it");

    List<Reference> _ =
        building.remember(
            new BuildStatus(
                "build/" + SHOP,
                order,
                BuildState.DONE,
                null,
                SHOP.repository().pinned(DIGEST),
                1,
                List.of("1.0"),
                "",
                null,
                0,
                START,
                null));

    Policy policy = activities.policy(SHOP);
    assertThat(policy.objection()).isNull();
    assertThat(builds.counts())
        .containsExactly(new Builds.Count("shop", BuildState.DONE, null, 1, START));
  }
}
