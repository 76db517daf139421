package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Origin;
import dev.laytime.worker.ledger.ObjectSettings.Held;
import dev.laytime.worker.ledger.ObjectSettings.ObjectRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Build rules that objects say beside those of configuration. */
class ObjectBuildRulesTest extends PromotingTest {

  private static final String TENANTS = "tenants of now";
  private static final String NARROWER = "tenants that may less";
  private static final BuildOrder ORDER =
      new BuildOrder("r1", Reference.parse("reg:5000/dev/shop/app:1"), "shop.app", null, "ann", "");

  private final BuildLedger building = ledger.buildLedger();

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
  void areNotJudgedYetWhereTheirNamespaceMayAnythingElse() {
    register(TENANTS);
    take("shop.app");
    var _ = building.take(ORDER, null);

    register(NARROWER);
    assertThatThrownBy(() -> building.orders(ORDER))
        .isInstanceOf(BusyException.class)
        .hasMessageContainingAll("rule shop.app is not judged", "object shop.app");
    assertThatThrownBy(() -> building.take(ORDER, null)).isInstanceOf(BusyException.class);
    assertThat(activities.policy(Reference.parse("reg:5000/dev/shop/app:2")).origin())
        .isInstanceOfSatisfying(
            Origin.Build.class,
            build -> {
              assertThat(build.due()).isFalse();
              assertThat(build.said())
                  .contains("is built later: build rule shop.app is not judged");
            });
    assertThat(names()).as("it is not gone").containsExactly("shop.app of shop.app");

    register(NARROWER);
    assertThatThrownBy(() -> building.orders(ORDER)).isInstanceOf(BusyException.class);

    take("shop.app");
    assertThat(building.orders(ORDER).rule()).isNotNull();
  }

  @Test
  void areGoneWhenTheirNamespaceMayHaveThemNoMore() {
    register(TENANTS);
    take("shop.app");

    register(NARROWER);
    take();
    assertThat(building.orders(ORDER).rule()).isNull();
    assertThat(names()).isEmpty();
  }

  @Test
  void giveWayToConfigurationBeforeTheyAreJudged() {
    register(TENANTS);
    take("shop.app");

    register(NARROWER, "shop.app");
    assertThat(names()).containsExactly("shop.app of null");
    assertThat(building.orders(ORDER).rule()).isNotNull();
  }

  @Test
  void areGoneWhereNoObjectCountsAnyMore() {
    register(TENANTS);
    take("shop.app");

    settings = settings(OwnKindSettings.OFF);
    ledger.registration().register(settings, clock.instant());
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
    return settings(new OwnKindSettings(true, false, judgedBy, Map.of()), rules);
  }

  private static LedgerSettings settings(OwnKindSettings ownKinds, String... rules) {
    return new LedgerSettings(
        List.of(stage().name("dev", "reg:5000/dev").settings()),
        List.of(),
        List.of(),
        List.of(),
        ownKinds,
        List.of(),
        List.of(),
        List.of(rules).stream().map(name -> new BuildRuleSettings(rule(name))).toList());
  }

  private void take(String... rules) {
    take(
        List.of(rules).stream()
            .map(name -> new ObjectRule(name, rule(name), settings.ownKinds().judgedBy(name)))
            .toList(),
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
    return BuildRuleSamples.rule(
        name,
        "https://git.example.com/shop/app.git",
        "reg:5000/dev/shop/**",
        BuildLimits.NOBODY,
        false);
  }
}
