package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildWish;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.GitRepository;
import dev.laytime.image.Reference;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Builds that failed, and what lets them be tried again. */
class BuiltInVainTest extends RulesOfBuilds {

  private static final Reference SHOP = Reference.parse("reg:5000/demo/shop:1.0");

  private final BuildLedger building = ledger.buildLedger();

  @Test
  void areNotTriedAgainForWhatMendsNothing() {
    BuildRule rule =
        BuildRuleSamples.rule("shop", new BuildLimits(List.of("*"), List.of("git"), 10));
    failed(rule);

    var _ =
        configured(
            BuildRuleSamples.rule("shop", new BuildLimits(List.of("*"), List.of("*"), 99, 7)));

    BuildLedger.Wanted wanted = building.want(new BuildWish(SHOP, "shop"));
    assertThat(wanted.answer().answer()).isEqualTo("refused");
    assertThat(wanted.answer().reason()).isEqualTo("exit 1");
  }

  @Test
  void areTriedAgainOfAnotherSource() {
    BuildRule rule =
        BuildRuleSamples.rule("shop", new BuildLimits(List.of("*"), List.of("git"), 10));
    failed(rule);

    var _ =
        configured(
            new BuildRule(
                rule.name(),
                rule.images(),
                new BuildSource.Git(
                    new GitRepository("https://git.test/other.git", null),
                    rule.refs(),
                    rule.allowed()),
                rule.recipe(),
                rule.orders(),
                rule.rebuild(),
                rule.after()));

    assertThat(building.want(new BuildWish(SHOP, "shop")).answer().answer()).isEqualTo("accepted");
  }

  private void failed(BuildRule rule) {
    var _ = configured(rule);
    scan(START, SHOP.text());
    BuildOrder order = Objects.requireNonNull(building.want(new BuildWish(SHOP, "shop")).order());
    building.asked(order);
    BuildFailure failure = BuildFailure.of(BuildFailureKind.OUT_OF_MEMORY, "exit 1");
    List<Reference> _ =
        building.remember(
            new BuildStatus(
                "build/" + SHOP,
                order,
                BuildState.FAILED,
                null,
                null,
                1,
                List.of(),
                failure.said(),
                failure,
                0,
                START,
                null));
  }
}
