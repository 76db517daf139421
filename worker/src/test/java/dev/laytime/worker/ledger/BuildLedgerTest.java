package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Origin;
import dev.laytime.worker.ledger.BuildLedger.Wanted;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who has missing images built. */
class BuildLedgerTest extends BuildsOfShop {

  @Test
  void buildsWhatSomebodyNamesWhomTheRuleLets() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());

    assertThat(origin(SHOP))
        .isEqualTo(new Origin.Build("shop", true, "is to be built by rule shop", null));

    Wanted wanted = want(SHOP);

    assertThat(wanted.answer().answer()).isEqualTo("accepted");
    assertThat(wanted.order())
        .extracting(BuildOrder::image, BuildOrder::rule, BuildOrder::by)
        .containsExactly(SHOP, "shop", "shop of git");
    assertThat(builds.find("build/reg:5000/demo/shop:1.0").orElseThrow().charged())
        .isEqualTo("git/shop");
  }

  @Test
  void knowsNoRuleForOthersNorForDigests() {
    var _ = configured(rule("shop", 10, false));

    assertThat(activities.policy(Reference.parse("reg:5000/demo/other:1")).origin())
        .isEqualTo(new Origin.External());
    assertThat(activities.policy(SHOP.repository().pinned(DIGEST)).origin())
        .isEqualTo(new Origin.External());
    assertThat(activities.policy(APP).origin()).isInstanceOf(Origin.Mirror.class);
  }

  @Test
  void refusesWhomTheRuleDoesNotLet() {
    var _ = configured(rule("other", 10, false));
    scan(START, SHOP.text());

    assertThat(origin(SHOP).due()).isFalse();
    assertThat(origin(SHOP).said()).contains("takes no orders from [shop of git]");
    assertThat(want(SHOP))
        .matches(wanted -> wanted.order() == null && wanted.answer().answer().equals("refused"));
    assertThat(builds.list(new Builds.Filter(null, null, null, 10))).isEmpty();
  }

  @Test
  void beginsNoMoreInAnHourThanTheRuleLets() {
    var _ = configured(rule("shop", 2, false));
    scan(START, SHOP.text(), NEXT.text(), THIRD.text());
    ended(ordered(SHOP), BuildState.FAILED);
    BuildOrder _ = ordered(NEXT);

    assertThat(want(THIRD).answer().answer()).isEqualTo("later");
    assertThat(origin(THIRD))
        .matches(origin -> !origin.due() && START.plus(Duration.ofHours(1)).equals(origin.again()));

    clock.pass(Duration.ofHours(1));
    assertThat(want(THIRD).answer().answer()).isEqualTo("accepted");
  }

  @Test
  void doesNotTryAgainWhatFailedBeforeTheRuleChanges() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    life(SHOP, new LifeState.Wanted(), null);
    ended(ordered(SHOP), BuildState.FAILED);

    assertThat(origin(SHOP).due()).isFalse();
    assertThat(origin(SHOP).said())
        .contains("its build by rule shop failed: there is no tag v1.0", "push the tag or branch");
    assertThat(want(SHOP).answer().answer()).isEqualTo("refused");

    Registration.Changes changes =
        configured(rule("shop", "https://git.test/other.git", "shop", 10, false));

    assertThat(changes.look()).contains(SHOP);
    assertThat(origin(SHOP).due()).isTrue();
  }

  @Test
  void takesAPersonsOrderAfterAFailure() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    ended(ordered(SHOP), BuildState.FAILED);
    BuildOrder again = new BuildOrder("r2", SHOP, "shop", null, "ann", "");

    assertThat(building.take(again, "token ci")).isEmpty();
    assertThat(building.take(again, "token ci")).isEmpty();

    Builds.Known known = builds.find("build/" + SHOP, "r2").orElseThrow();
    assertThat(known.proof()).isEqualTo("token ci");
    assertThat(known.charged()).isNull();
    building.asked(again);
    assertThat(want(SHOP).order()).isEqualTo(again);
    assertThat(building.take(new BuildOrder("r3", SHOP, "gone", null, "ann", ""), null))
        .contains("no build rule gone");
  }

  @Test
  void buildsNothingAnewThatWasThereOnce() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    life(SHOP, new LifeState.Present(), DIGEST);
    life(SHOP, new LifeState.Wanted(), null);

    assertThat(origin(SHOP).said()).contains("was there before");
    assertThat(want(SHOP).answer().answer()).isEqualTo("refused");
    assertThat(building.orders(new BuildOrder("r", SHOP, "shop", null, "ann", "")).existed())
        .contains("take another tag");

    var _ = configured(rule("shop", 10, true));
    assertThat(origin(SHOP).due()).isTrue();
    assertThat(building.orders(new BuildOrder("r", SHOP, "shop", null, "ann", "")).existed())
        .isEmpty();
  }

  @Test
  void namesTheWorkshopOfTheRuleInTheImagesStage() {
    var _ = configured(rule("shop", 10, false));

    BuildOrders orders = building.orders(new BuildOrder("r", SHOP, "shop", null, "ann", ""));

    assertThat(orders)
        .isEqualTo(
            new BuildOrders(
                rule("shop", 10, false),
                "",
                "",
                Reference.parse("reg:5000/demo/laytime-build/shop:x").repository()));
    assertThat(building.orders(new BuildOrder("r", SHOP, "gone", null, "ann", "")).rule()).isNull();
    assertThat(
            building
                .orders(
                    new BuildOrder(
                        "r", Reference.parse("reg:5000/else/app:1"), "shop", null, "ann", ""))
                .refusal())
        .contains("lies in no stage");
  }

  @Test
  void refusesWhatIsForbidden() {
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    var _ = wishes.forbid(SHOP, "ann", "CVE", START);

    assertThat(building.orders(new BuildOrder("r", SHOP, "shop", null, "ann", "")).refusal())
        .contains("forbidden by");
    assertThat(want(SHOP).order()).isNull();
    assertThat(origin(SHOP).due()).isFalse();
  }

  @Test
  void saysWhatNoLifeWouldTake() {
    var _ = configured(rule("shop", 10, false));
    assertThat(building.objection(offer(null))).isEmpty();

    activities.probed(
        new ProbedRequest(
            "demo", new Capabilities(TagDeletion.NATIVE, true), List.of(), clock.instant()));
    assertThat(building.objection(offer(null))).isEmpty();
    assertThat(building.objection(offer(Digest.of("sha256", "cd".repeat(32)))))
        .contains("tags are immutable");

    var _ = wishes.forbid(SHOP.repository().pinned(DIGEST), "ann", "CVE", START);
    assertThat(building.objection(offer(null))).contains("forbidden by");
  }

  private static BuildOffer offer(@Nullable Digest present) {
    return new BuildOffer(
        "r",
        "build/" + SHOP,
        SHOP,
        SHOP.repository().pinned(DIGEST),
        DIGEST,
        new ExpectedTag(present));
  }

  @Test
  void buildsNothingWhereBuildersPush() {
    BuildRule rule = rule("shop", 10, false);
    BuildRule all =
        new BuildRule(
            "all",
            new BuildImages(List.of("reg:5000/demo/**"), List.of()),
            rule.git(),
            rule.refs(),
            rule.allowed(),
            rule.recipe(),
            rule.orders(),
            false,
            rule.after());
    Reference made = Reference.parse("reg:5000/demo/laytime-build/shop:build-1");
    var _ = configured(all);
    scan(START, made.text());

    assertThat(activities.policy(made).origin()).isNotInstanceOf(Origin.Build.class);
    assertThat(building.take(new BuildOrder("r", made, "all", null, "ann", ""), null))
        .contains("where builders push");
  }
}
