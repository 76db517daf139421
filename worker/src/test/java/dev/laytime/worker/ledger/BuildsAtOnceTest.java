package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildWish;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Origin;
import dev.laytime.promotion.Backoff;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One namespace takes not all that builds. */
class BuildsAtOnceTest extends LedgerTest {

  private static final BuildLimits LIMITS = new BuildLimits(List.of("*"), List.of("*"), 10);

  private final BuildLedger building = ledger.buildLedger();
  private long epoch;

  @BeforeEach
  void configure() {
    List<BuildRule> rules =
        Stream.concat(
                IntStream.rangeClosed(1, 9)
                    .mapToObj(each -> BuildRuleSamples.rule("app" + each, LIMITS)),
                Stream.of(
                    BuildRuleSamples.rule(
                        "slow", new BuildLimits(List.of("*"), List.of("*"), 10, 1))))
            .toList();
    ledger
        .registration()
        .register(
            new LedgerSettings(
                List.of(stage().settings()),
                List.of(
                    new SourceSettings("git", "directory", SCAN),
                    new SourceSettings("more", "directory", SCAN)),
                List.of(HUB),
                List.of(),
                OwnKindSettings.OFF,
                List.of(),
                List.of(),
                rules.stream().map(BuildRuleSettings::new).toList()),
            clock.instant());
    owned();
    scan(
        START,
        IntStream.rangeClosed(1, 5).mapToObj(each -> image(each).text()).toArray(String[]::new));
  }

  @Test
  void areCountedAcrossAllRules() {
    BuildOrder first = ordered(1);
    BuildOrder _ = ordered(2);

    BuildLedger.Wanted third = want(3);
    assertThat(third.answer().answer()).isEqualTo("later");
    assertThat(third.answer().reason())
        .isEqualTo(
            "2 builds of shop of git are under way, and rule app3 begins no more than 2 at once");
    Duration look = Duration.ofMinutes(15);
    assertThat(Objects.requireNonNull(activities.policy(image(3)).origin()))
        .hasFieldOrPropertyWithValue(
            "again", START.plus(Backoff.after(image(3).text(), 1, look, look)));

    List<Reference> _ = tell(first, BuildState.DONE, null);
    assertThat(want(3).answer().answer()).isEqualTo("accepted");
  }

  @Test
  void areNotThoseThatWaitToBeTriedAgain() {
    BuildOrder first = ordered(1);
    BuildOrder _ = ordered(2);
    Instant next = START.plus(Duration.ofMinutes(30));
    List<Reference> _ = tell(first, BuildState.BUILDING, next);

    BuildOrder third = ordered(3);
    List<Reference> _ = tell(third, BuildState.DONE, null);

    clock.set(next);
    assertThat(building.want(new BuildWish(image(3), "app3")).answer().answer())
        .as("it is at it again")
        .isEqualTo("later");
  }

  /** Kustomize and Flux say the namespace when they apply what lies in Git. */
  @Test
  void areCountedForEachSourceWhereNoNamespaceIsSaid() {
    named("git", image(6), image(7), image(8));
    named("more", image(9));
    BuildOrder _ = ordered(6);
    BuildOrder _ = ordered(7);
    assertThat(want(8).answer().reason()).startsWith("2 builds of git are under way");

    assertThat(want(9).answer().answer()).isEqualTo("accepted");
  }

  @Test
  void endAndTellWhoWaitsLongest() {
    BuildOrder first = ordered(1);
    BuildOrder second = ordered(2);
    waits(4);
    clock.pass(Duration.ofMinutes(1));
    waits(3);
    waits(5);
    clock.pass(Duration.ofMinutes(1));
    waits(4);

    assertThat(tell(first, BuildState.BUILDING, null)).containsExactly(image(1));
    assertThat(tell(first, BuildState.DONE, null)).containsExactly(image(1), image(4));
    assertThat(tell(first, BuildState.DONE, null))
        .as("nobody heard it")
        .containsExactly(image(1), image(4));

    BuildOrder _ = ordered(4);
    assertThat(activities.policy(image(4)).origin()).isNotNull();
    Instant next = clock.instant().plus(Duration.ofHours(1));
    assertThat(tell(second, BuildState.BUILDING, next)).containsExactly(image(2), image(3));
  }

  @Test
  void endAndTellNobodyWhoDoesNotWaitAnyMore() {
    BuildOrder first = ordered(1);
    BuildOrder _ = ordered(2);
    waits(3);
    waits(4);
    activities.remember(life(image(3), ++epoch, new LifeState.Present(), DIGEST));
    telling.trim("demo", clock.instant());

    assertThat(tell(first, BuildState.DONE, null)).containsExactly(image(1), image(4));
  }

  /** However many wait for a rule that begins fewer at once. */
  @Test
  void endAndTellWhoIsBehindThoseThatMayNotBeginYet() {
    Reference[] slow =
        IntStream.rangeClosed(1, 20)
            .mapToObj(each -> Reference.parse("reg:5000/demo/slow:" + each))
            .toArray(Reference[]::new);
    named(
        "git",
        Stream.concat(Stream.of(slow), Stream.of(image(6), image(7), image(8)))
            .toArray(Reference[]::new));
    BuildOrder first = ordered(6);
    BuildOrder _ = ordered(7);
    Arrays.stream(slow).forEach(this::waits);
    clock.pass(Duration.ofMinutes(1));
    waits(8);

    assertThat(tell(first, BuildState.DONE, null)).containsExactly(image(6), image(8));
  }

  /** No run tells that: it has none. */
  @Test
  void endWhereTheyWereLostAndWhoWaitsMayBegin() {
    BuildOrder lost = ordered(1);
    BuildOrder _ = ordered(2);
    waits(4);
    clock.pass(Duration.ofMinutes(1));
    waits(3);
    assertThat(building.mayBegin()).isEmpty();

    clock.pass(Duration.ofDays(2));
    assertThat(building.lost(lost)).isFalse();

    assertThat(building.mayBegin()).containsExactly(image(4));
    BuildOrder _ = ordered(4);
    assertThat(building.mayBegin()).isEmpty();
  }

  /** Whoever waits is not held up by an order that was lost for too long. */
  @Test
  void areOrderedAnewAfterTheyWereLost() {
    BuildOrder lost = ordered(1);
    clock.pass(Duration.ofDays(2));
    assertThat(building.lost(lost)).isFalse();

    assertThat(ordered(1).requestId()).isNotEqualTo(lost.requestId());
  }

  private static Reference image(int number) {
    return Reference.parse("reg:5000/demo/app%d:1".formatted(number));
  }

  private BuildLedger.Wanted want(int number) {
    return building.want(new BuildWish(image(number), "app" + number));
  }

  private BuildOrder ordered(int number) {
    BuildOrder order = Objects.requireNonNull(want(number).order());
    building.asked(order);
    return order;
  }

  /** It is missing, and its life asks what to do about that. */
  private void waits(int number) {
    waits(image(number));
  }

  private void waits(Reference image) {
    activities.remember(life(image, ++epoch, new LifeState.Wanted(), null));
    assertThat(activities.policy(image).origin())
        .isInstanceOfSatisfying(
            Origin.Build.class, build -> assertThat(build.said()).contains("under way"));
  }

  /** By objects that say no namespace. */
  private void named(String source, Reference... images) {
    List<NamedImage> named =
        Arrays.stream(images)
            .map(image ->
                new NamedImage(
                    image,
                    new Usage(
                        source, "apps/v1", "Deployment", null, "web", "app", "template", "x")))
            .toList();
    var _ =
        scans.publish(
            source, START.plusSeconds(60), new Listing("git /srv", "abc", "all", named, List.of()));
  }

  private List<Reference> tell(BuildOrder order, BuildState state, @Nullable Instant next) {
    return building.remember(
        new BuildStatus(
            "build/" + order.image(),
            order,
            state,
            null,
            null,
            1,
            List.of(),
            "",
            null,
            0,
            START,
            next));
  }
}
