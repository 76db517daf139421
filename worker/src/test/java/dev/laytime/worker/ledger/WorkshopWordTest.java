package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Removals.Leftovers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may go of what builders left. */
class WorkshopWordTest extends BuildsOfShop {

  private static final Repository WORKSHOP = Repository.parse("reg:5000/demo/laytime-build/shop");

  @Test
  void isAllThatWasBuiltOnceNobodyBuilds() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text(), NEXT.text());
    assertThat(removals.leftovers(WORKSHOP)).isEqualTo(new Leftovers(List.of(), List.of()));
    BuildOrder order = ordered(SHOP);
    assertThat(removals.leftovers(WORKSHOP).objections())
        .containsExactly("a build by rule shop is not over");

    built(order);
    assertThat(removals.leftovers(WORKSHOP)).isEqualTo(new Leftovers(List.of(), List.of(DIGEST)));
    assertThat(removals.deletionEnabled(WORKSHOP)).isTrue();

    assertThat(want(NEXT).order()).isNotNull();
    assertThat(removals.leftovers(WORKSHOP).objections())
        .as("one that nobody took yet")
        .containsExactly("a build by rule shop is not over");
  }

  @Test
  void isNothingThatAnybodyNames() {
    var _ = configured(rule("shop", 10, false));
    scan(START, WORKSHOP + ":build-1");

    assertThat(removals.leftovers(WORKSHOP).objections())
        .containsExactly("a source of use names something in " + WORKSHOP);
  }

  @Test
  void isNothingWhereAStageOnlyObserves() {
    var _ = configured(rule("shop", 10, false));
    configure(stage().observing());

    assertThat(removals.leftovers(WORKSHOP).objections())
        .containsExactly("stage demo is observe-only");
    assertThat(removals.deletionEnabled(WORKSHOP)).isFalse();

    configure(stage().dryRun());
    assertThat(removals.leftovers(WORKSHOP).objections()).isNotEmpty();
  }

  @Test
  void isNothingElsewhere() {
    var _ = configured(rule("shop", 10, false));

    for (String other :
        List.of(
            "reg:5000/demo/shop",
            "reg:5000/demo/laytime-build",
            "reg:5000/demo/laytime-build/shop/part",
            "reg:5000/demo/team/laytime-build/shop",
            "reg:5000/else/laytime-build/shop")) {
      assertThat(removals.leftovers(Repository.parse(other)).objections())
          .as(other)
          .containsExactly("it is no rule's workshop in any stage");
    }
  }

  private void built(BuildOrder order) {
    List<Reference> _ =
        building.remember(
            new BuildStatus(
                "build/" + order.image(),
                order,
                BuildState.DONE,
                null,
                WORKSHOP.pinned(DIGEST),
                1,
                List.of("1.0"),
                "",
                null,
                0,
                START,
                null));
  }
}
