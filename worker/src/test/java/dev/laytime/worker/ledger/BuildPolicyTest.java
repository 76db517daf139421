package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRule;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What lives ask of builds. Reads the log, which a worker that starts sets up anew. */
@ResourceLock("application")
class BuildPolicyTest extends RulesOfBuilds {

  private static final Reference SHOP = Reference.parse("reg:5000/demo/shop:1.0");
  private static final Reference OTHER = Reference.parse("reg:5000/demo/other:1.0");

  @Test
  void costsALifeWhoseImageIsThereNoMoreThanOneThatNoRuleBuilds() {
    var _ = configured(rule("shop"), rule("more"));
    scan(START, SHOP.text());
    activities.remember(life(SHOP, 1, new LifeState.Present(), DIGEST));
    activities.remember(life(OTHER, 1, new LifeState.Present(), DIGEST));
    var _ = activities.policy(OTHER);

    long none = statements(OTHER);
    assertThat(statements(SHOP)).isEqualTo(none);

    activities.remember(life(SHOP, 2, new LifeState.Wanted(), null));
    assertThat(statements(SHOP)).isGreaterThan(none);
  }

  @Test
  void readsRulesOnceUntilOneIsAnother() {
    var _ = configured(rule("shop"));
    var _ = activities.policy(OTHER);
    long known = statements(OTHER);

    var _ = configured(rule("shop"), rule("more"));
    assertThat(statements(OTHER)).isGreaterThan(known);
    assertThat(statements(OTHER)).isEqualTo(known);
    var _ = configured(rule("other"));
    assertThat(activities.policy(OTHER).origin()).isInstanceOf(Origin.Build.class);
    var _ = configured();
    assertThat(activities.policy(OTHER).origin()).isEqualTo(new Origin.External());
  }

  /** A life that was there when it asked asks again as soon as its image is missing. */
  @Test
  void asksAgainWhereAnImageIsThereNoMore() {
    var _ = configured(rule("shop"));
    scan(START, SHOP.text());
    activities.remember(life(SHOP, 1, new LifeState.Present(), DIGEST));

    Origin.Build there = (Origin.Build) activities.policy(SHOP).origin();
    assertThat(there.due()).isFalse();
    assertThat(there.again()).isEqualTo(clock.instant());

    activities.remember(life(SHOP, 2, new LifeState.Wanted(), null));
    Origin.Build missing = (Origin.Build) activities.policy(SHOP).origin();
    assertThat(missing.due()).isTrue();
  }

  private long statements(Reference image) {
    return StatementCount.of(() -> {
      var _ = activities.policy(image);
    });
  }

  private static BuildRule rule(String name) {
    return BuildRuleSamples.rule(name, new BuildLimits(List.of("*"), List.of("git"), 10));
  }
}
