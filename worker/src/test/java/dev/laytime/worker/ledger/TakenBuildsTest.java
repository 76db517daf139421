package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Orders of builds that Temporal takes, or does not. */
class TakenBuildsTest extends BuildsOfShop {

  @Test
  void isOneOrderHoweverOftenItIsWanted() {
    var _ = configured(rule("shop", 10, false));
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
    var _ = configured(rule("shop", 10, false));
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
    var _ = configured(rule("shop", 1, false));
    scan(START, SHOP.text(), NEXT.text());

    building.notAsked(Objects.requireNonNull(want(SHOP).order()));

    assertThat(want(NEXT).order()).isNotNull();
  }

  /** Its giver was told that Temporal does not answer. */
  @Test
  void asksForAnHourForWhatNobodyTookAndEndsItThen() {
    var _ = configured(rule("shop", 10, true));
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
    var _ = configured(rule("shop", 10, false));
    scan(START, SHOP.text());
    BuildOrder _ = ordered(SHOP);
    clock.pass(Duration.ofHours(2));

    assertThat(building.untaken()).isEmpty();
    assertThat(builds.find("build/" + SHOP).orElseThrow().endedAt()).isNull();
  }
}
