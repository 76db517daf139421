package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildWish;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.worker.ledger.BuildLedger.Wanted;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who has missing images built, and what the ledger keeps of it. */
class BuildLedgerTest extends LedgerTest {

  private static final Reference SHOP = Reference.parse("reg:5000/demo/shop:1.0");
  private static final Reference NEXT = Reference.parse("reg:5000/demo/shop:1.1");
  private static final Reference THIRD = Reference.parse("reg:5000/demo/shop:1.2");

  private final BuildLedger building = ledger.buildLedger();
  private final Builds builds = ledger.builds();
  private long epoch;

  private static BuildRule rule(String namespaces, int perHour, boolean rebuild) {
    return rule("shop", "https://git.test/shop.git", namespaces, perHour, rebuild);
  }

  private static BuildRule rule(
      String name, String url, String namespaces, int perHour, boolean rebuild) {
    return new BuildRule(
        name,
        new BuildImages(List.of("reg:5000/demo/shop"), List.of()),
        new GitRepository(url, null),
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
        new BuildLimits(List.of(namespaces), List.of("git"), perHour),
        rebuild,
        AfterBuild.NOTHING);
  }

  private Registration.Changes configured(BuildRule... rules) {
    Registration.Changes changes =
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
    return changes;
  }

  private void life(Reference image, LifeState state, @Nullable Digest digest) {
    activities.remember(life(image, ++epoch, state, digest));
  }

  private Origin.Build origin(Reference image) {
    return (Origin.Build) activities.policy(image).origin();
  }

  private Wanted want(Reference image) {
    return building.want(new BuildWish(image, "shop"));
  }

  private BuildOrder ordered(Reference image) {
    BuildOrder order = Objects.requireNonNull(want(image).order());
    building.asked(order);
    return order;
  }

  private static BuildStatus status(
      BuildOrder order, BuildState state, @Nullable BuildFailure failure) {
    return new BuildStatus(
        "build/" + order.image(),
        order,
        state,
        null,
        null,
        1,
        List.of(),
        failure == null ? "" : failure.said(),
        failure,
        0,
        START,
        null);
  }

  private void ended(BuildOrder order, BuildState state) {
    BuildFailure failure =
        state == BuildState.FAILED
            ? BuildFailure.of(BuildFailureKind.UNKNOWN_REF, "there is no tag v1.0")
            : null;
    List<Reference> _ = building.remember(status(order, state, failure));
  }

  @Test
  void buildsWhatSomebodyNamesWhomTheRuleLets() {
    configured(rule("shop", 10, false));
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
    configured(rule("shop", 10, false));

    assertThat(activities.policy(Reference.parse("reg:5000/demo/other:1")).origin())
        .isEqualTo(new Origin.External());
    assertThat(activities.policy(SHOP.repository().pinned(DIGEST)).origin())
        .isEqualTo(new Origin.External());
    assertThat(activities.policy(APP).origin()).isInstanceOf(Origin.Mirror.class);
  }

  @Test
  void refusesWhomTheRuleDoesNotLet() {
    configured(rule("other", 10, false));
    scan(START, SHOP.text());

    assertThat(origin(SHOP).due()).isFalse();
    assertThat(origin(SHOP).said()).contains("takes no orders from [shop of git]");
    assertThat(want(SHOP))
        .matches(wanted -> wanted.order() == null && wanted.answer().answer().equals("refused"));
    assertThat(builds.list(new Builds.Filter(null, null, null, 10))).isEmpty();
  }

  @Test
  void isOneOrderHoweverOftenItIsWanted() {
    configured(rule("shop", 10, false));
    scan(START, SHOP.text());

    BuildOrder order = ordered(SHOP);

    assertThat(want(SHOP).order()).isEqualTo(order);
    assertThat(builds.list(new Builds.Filter(null, null, null, 10))).hasSize(1);
    assertThat(origin(SHOP).due()).isFalse();
    assertThat(origin(SHOP).said())
        .startsWith("is built: build/reg:5000/demo/shop:1.0 by rule shop");
  }

  @Test
  void asksAgainForWhatTemporalDoesNotSpeakOf() {
    configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    BuildOrder order = Objects.requireNonNull(want(SHOP).order());
    assertThat(origin(SHOP).due()).isTrue();

    building.asked(order);
    assertThat(origin(SHOP).again()).isEqualTo(START.plus(Duration.ofMinutes(10)));
    clock.pass(Duration.ofMinutes(10));

    assertThat(origin(SHOP).due()).isTrue();
    assertThat(want(SHOP).order()).isEqualTo(order);
  }

  @Test
  void forgetsWhatNobodyTook() {
    configured(rule("shop", 1, false));
    scan(START, SHOP.text(), NEXT.text());

    building.notAsked(Objects.requireNonNull(want(SHOP).order()));

    assertThat(want(NEXT).order()).isNotNull();
  }

  @Test
  void beginsNoMoreInAnHourThanTheRuleLets() {
    configured(rule("shop", 2, false));
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
    configured(rule("shop", 10, false));
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
    configured(rule("shop", 10, false));
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
    configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    life(SHOP, new LifeState.Present(), DIGEST);
    life(SHOP, new LifeState.Wanted(), null);

    assertThat(origin(SHOP).said()).contains("was there before");
    assertThat(want(SHOP).answer().answer()).isEqualTo("refused");
    assertThat(building.orders(new BuildOrder("r", SHOP, "shop", null, "ann", "")).existed())
        .contains("take another tag");

    configured(rule("shop", 10, true));
    assertThat(origin(SHOP).due()).isTrue();
    assertThat(building.orders(new BuildOrder("r", SHOP, "shop", null, "ann", "")).existed())
        .isEmpty();
  }

  @Test
  void namesTheWorkshopOfTheRuleInTheImagesStage() {
    configured(rule("shop", 10, false));

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
    configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    var _ = wishes.forbid(SHOP, "ann", "CVE", START);

    assertThat(building.orders(new BuildOrder("r", SHOP, "shop", null, "ann", "")).refusal())
        .contains("forbidden by");
    assertThat(want(SHOP).order()).isNull();
    assertThat(origin(SHOP).due()).isFalse();
  }

  @Test
  void saysWhatNoLifeWouldTake() {
    configured(rule("shop", 10, false));
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

  /** Its giver was told that Temporal does not answer. */
  @Test
  void asksForAnHourForWhatNobodyTookAndEndsItThen() {
    configured(rule("shop", 10, true));
    scan(START, SHOP.text());
    BuildOrder order = new BuildOrder("r1", SHOP, "shop", null, "ann", "");
    assertThat(building.take(order, null)).isEmpty();
    assertThat(building.untaken()).isEmpty();

    assertThat(want(SHOP).answer().answer()).as("it is nobody else's").isEqualTo("later");
    assertThat(origin(SHOP).due()).isFalse();
    clock.pass(Duration.ofMinutes(2));
    assertThat(building.untaken()).containsExactly(order);
    clock.pass(Duration.ofHours(1));
    assertThat(building.untaken()).isEmpty();

    Builds.Known ended = builds.find("build/" + SHOP).orElseThrow();
    assertThat(ended.status().state()).isEqualTo(BuildState.FAILED);
    assertThat(ended.endedAt()).isEqualTo(clock.instant());
    assertThat(want(SHOP).answer().answer()).as("it stands in no way").isEqualTo("accepted");
  }

  @Test
  void asksNoMoreForWhatWasTaken() {
    configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    BuildOrder _ = ordered(SHOP);
    clock.pass(Duration.ofHours(2));

    assertThat(building.untaken()).isEmpty();
    assertThat(builds.find("build/" + SHOP).orElseThrow().endedAt()).isNull();
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
    configured(all);
    scan(START, made.text());

    assertThat(activities.policy(made).origin()).isNotInstanceOf(Origin.Build.class);
    assertThat(building.take(new BuildOrder("r", made, "all", null, "ann", ""), null))
        .contains("where builders push");
  }

  @Test
  void keepsWhatIsOver() {
    configured(rule("shop", 10, false));
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
    configured(rule("shop", 10, false));
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
    configured(rule("shop", 10, false));
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
    configured(rule("shop", 10, false));
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

  @Test
  void takesAnAliasForwardOnlyFromWhatWasBuilt() {
    configured(rule("shop", 10, false));
    scan(START, NEXT.text());
    BuildOrder order = ordered(NEXT);
    List<Reference> _ =
        building.remember(
            new BuildStatus(
                "build/" + order.image(),
                order,
                BuildState.PUSHING,
                null,
                NEXT.repository().pinned(DIGEST),
                1,
                List.of(),
                "",
                null,
                0,
                START,
                null));
    Reference latest = NEXT.repository().tagged(Tag.LATEST);

    assertThat(building.keepsAlias(new BuildAlias(SHOP, latest, DIGEST)))
        .isEqualTo("latest stays with 1.1, which comes after 1.0");
    assertThat(building.keepsAlias(new BuildAlias(THIRD, latest, DIGEST))).isEmpty();
    assertThat(building.keepsAlias(new BuildAlias(SHOP, latest, digest(9))))
        .isEqualTo("latest stays: what it names was not built here");
  }
}
