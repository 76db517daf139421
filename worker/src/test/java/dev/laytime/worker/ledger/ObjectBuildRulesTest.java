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
import dev.laytime.worker.ledger.ObjectSettings.Held;
import dev.laytime.worker.ledger.ObjectSettings.ObjectRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Build rules that objects say beside those of configuration. */
class ObjectBuildRulesTest extends PromotingTest {

  private static final String TENANTS = "tenants of now";

  private LedgerSettings settings = settings(TENANTS);

  @Test
  void areThereForAsLongAsTheirObjectIs() {
    register(TENANTS);
    take("shop.app");
    assertThat(names()).containsExactly("shop.app of shop.app");

    register(TENANTS);
    assertThat(names()).as("a start without the cluster").containsExactly("shop.app of shop.app");

    take();
    assertThat(names()).isEmpty();
  }

  @Test
  void giveWayToConfiguration() {
    register(TENANTS, "shop.app");
    take("shop.app", "shop.site");

    assertThat(names()).containsExactly("shop.app of null", "shop.site of shop.site");
  }

  @Test
  void countForNobodyWhoJudgesByOtherTenants() {
    register(TENANTS);
    take("shop.app");

    register("nobody");
    assertThat(names()).isEmpty();
  }

  @Test
  void stayWhereNobodyKnowsWhatTheySay() {
    register(TENANTS);
    take("shop.app");

    take(List.of(), Set.of("shop.app"));
    assertThat(names()).containsExactly("shop.app of shop.app");
  }

  private List<String> names() {
    return ledger.builds().rules().stream()
        .map(each -> each.rule().name() + " of " + each.object())
        .toList();
  }

  private void register(String judgedBy, String... rules) {
    settings = settings(judgedBy, rules);
    ledger.registration().register(settings, clock.instant());
  }

  private static LedgerSettings settings(String judgedBy, String... rules) {
    return new LedgerSettings(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new OwnKindSettings(true, false, judgedBy, Map.of()),
        List.of(),
        List.of(),
        List.of(rules).stream().map(name -> new BuildRuleSettings(rule(name))).toList());
  }

  private void take(String... rules) {
    take(
        List.of(rules).stream().map(name -> new ObjectRule(name, rule(name), TENANTS)).toList(),
        Set.of());
  }

  private void take(List<ObjectRule> rules, Set<String> held) {
    assertThat(
            ledger
                .objectRegistration()
                .take(
                    new ObjectSettings(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        rules,
                        new Held(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), held)),
                    "cluster a",
                    settings,
                    clock.instant()))
        .isInstanceOf(ObjectRegistration.Answer.Taken.class);
  }

  private static BuildRule rule(String name) {
    return new BuildRule(
        name,
        new BuildImages(List.of("reg:5000/dev/shop/**"), List.of()),
        new GitRepository("https://git.example.com/shop/app.git", null),
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
        BuildLimits.NOBODY,
        false,
        AfterBuild.NOTHING);
  }
}
