package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Origin;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What lives ask of builds. Reads the log, which a worker that starts sets up anew. */
@ResourceLock("application")
class BuildPolicyTest extends LedgerTest {

  private static final Reference SHOP = Reference.parse("reg:5000/demo/shop:1.0");
  private static final Reference OTHER = Reference.parse("reg:5000/demo/other:1.0");

  @Test
  void costsALifeWhoseImageIsThereNoMoreThanOneThatNoRuleBuilds() {
    configured(rule("shop"), rule("more"));
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
    configured(rule("shop"));
    var _ = activities.policy(OTHER);
    long known = statements(OTHER);

    configured(rule("shop"), rule("more"));
    assertThat(statements(OTHER)).isGreaterThan(known);
    assertThat(statements(OTHER)).isEqualTo(known);
    configured(rule("other"));
    assertThat(activities.policy(OTHER).origin()).isInstanceOf(Origin.Build.class);
    configured();
    assertThat(activities.policy(OTHER).origin()).isEqualTo(new Origin.External());
  }

  /** A life that was there when it asked asks again as soon as its image is missing. */
  @Test
  void asksAgainWhereAnImageIsThereNoMore() {
    configured(rule("shop"));
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

  private void configured(BuildRule... rules) {
    Registration.Changes _ =
        ledger
            .registration()
            .register(
                new LedgerSettings(
                    List.of(stage().settings()),
                    List.of(new SourceSettings("git", "directory", SCAN)),
                    List.of(HUB),
                    List.of(),
                    OwnKindSettings.OFF,
                    List.of(),
                    List.of(),
                    Arrays.stream(rules).map(BuildRuleSettings::new).toList()),
                clock.instant());
    owned();
  }

  private static BuildRule rule(String name) {
    return new BuildRule(
        name,
        new BuildImages(List.of("reg:5000/demo/" + name), List.of()),
        new GitRepository("https://git.test/%s.git".formatted(name), null),
        List.of(new RefMapping.ToTag("v{tag}")),
        new AllowedRefs(List.of("v*"), List.of()),
        new BuildRecipe(
            BuildStrategy.JIB,
            "",
            ".laytime/image.yaml",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofMinutes(30)),
        new BuildLimits(List.of("*"), List.of("git"), 10),
        true,
        AfterBuild.NOTHING);
  }
}
