package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildWish;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One namespace takes not all that builds. */
class BuildsAtOnceTest extends RulesOfBuilds {

  private static final BuildLimits LIMITS = new BuildLimits(List.of("*"), List.of("git"), 10);

  private final BuildLedger building = ledger.buildLedger();

  @BeforeEach
  void configure() {
    var _ =
        configured(
            IntStream.rangeClosed(1, 3)
                .mapToObj(each -> BuildRuleSamples.rule("app" + each, LIMITS))
                .toArray(BuildRule[]::new));
    scan(START, image(1).text(), image(2).text(), image(3).text());
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
    assertThat(Objects.requireNonNull(activities.policy(image(3)).origin()))
        .hasFieldOrPropertyWithValue("again", START.plus(Duration.ofMinutes(1)));

    tell(first, BuildState.DONE, null);
    assertThat(want(3).answer().answer()).isEqualTo("accepted");
  }

  @Test
  void areNotThoseThatWaitToBeTriedAgain() {
    BuildOrder first = ordered(1);
    BuildOrder _ = ordered(2);
    Instant next = START.plus(Duration.ofMinutes(30));
    tell(first, BuildState.BUILDING, next);

    BuildOrder third = ordered(3);
    tell(third, BuildState.DONE, null);

    clock.set(next);
    assertThat(building.want(new BuildWish(image(3), "app3")).answer().answer())
        .as("it is at it again")
        .isEqualTo("later");
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

  private void tell(BuildOrder order, BuildState state, @Nullable Instant next) {
    List<Reference> _ =
        building.remember(
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
