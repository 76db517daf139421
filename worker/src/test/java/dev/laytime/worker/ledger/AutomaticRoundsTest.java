package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PathRound;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What paths promote by themselves. */
class AutomaticRoundsTest extends PromotingTest {

  private PathRound round() {
    return promoting.round("to-prod");
  }

  private List<String> tags() {
    return round().orders().stream()
        .map(order -> order.source().repository().path() + ":" + order.source().tag())
        .toList();
  }

  private void ask() {
    round().orders().forEach(promoting::asked);
  }

  @Test
  void wantsNothingWhereNothingIsPromotedWithoutAWord() {
    configure(path());
    assertThat(round().wanted()).isFalse();
    assertThat(promoting.round("gone").wanted()).isFalse();
    assertThat(promoting.automatic()).isEmpty();
  }

  @Test
  void asksForWhatAppearsFromNowOnAndForEachDigestOnce() {
    configure(path());
    appears("team/app:1.0", 1);
    later(Duration.ofHours(1));
    configure(path().tags("1.*").seen());
    assertThat(promoting.automatic()).hasSize(1);
    assertThat(tags()).isEmpty();

    later(Duration.ofMinutes(1));
    appears("team/app:1.1", 2);
    appears("team/app:nightly", 3);
    assertThat(tags()).containsExactly("dev/team/app:1.1");
    PromotionOrder order = round().orders().getFirst();
    assertThat(order)
        .isEqualTo(
            new PromotionOrder(
                order.requestId(),
                "to-prod",
                PromotionOrder.Kind.PROMOTE,
                Reference.parse("reg:5000/dev/team/app:1.1"),
                digest(2),
                "prod",
                Reference.parse("reg:5000/prod/team/app:1.1"),
                "path to-prod"));
    assertThat(promoting.orders(order).automatic()).isTrue();
    assertThat(round().next()).isEqualTo(now().plusSeconds(30));

    ask();
    assertThat(tags()).isEmpty();
    appears("team/app:1.1", 4);
    assertThat(tags()).containsExactly("dev/team/app:1.1");
  }

  @Test
  void asksForNothingThatBuildersPushed() {
    configure(path().seen());
    appears("laytime-build/app:build-1", 1);
    appears("laytime-build-tools:1.0", 2);
    assertThat(tags()).containsExactly("dev/laytime-build-tools:1.0");
  }

  @Test
  void writesDownNothingThatAPersonAskedFor() {
    configure(path().seen());
    appears("team/app:1.1", 1);
    promoting.asked(order("r1", "1.1", digest(1)));
    assertThat(tags()).hasSize(1);
  }

  @Test
  void leavesWhatWasGoneBackFromWhoeverHadPromotedIt() {
    configure(path().scheduled("0 0 6 * * *"));
    appears("team/app:1.2.3", 3);
    promoted("1.2.3", 3);
    appears("team/app:1.2.4", 4);
    promoted("1.2.4", 4);
    later(Duration.ofHours(1));
    remember(back("back", "1.2.3", digest(3)), PROMOTED);

    clock.set(Instant.parse("2026-11-02T06:00:00Z"));
    assertThat(tags()).as("nobody has ordered the bad one again").isEmpty();
    assertThat(round().next()).isEqualTo(Instant.parse("2026-11-03T06:00:00Z"));
    appears("team/app:1.2.5", 5);
    clock.set(Instant.parse("2026-11-03T06:00:00Z"));
    assertThat(tags()).containsExactly("dev/team/app:1.2.5");
  }

  @Test
  void leavesWhatAPersonPromotedWhileItWasPutOff() {
    configure(path().seen());
    appears("team/app:1.1", 1);
    round().orders().forEach(promoting::putOff);
    promoted("1.1", 1);
    assertThat(tags()).isEmpty();

    appears("team/app:1.1", 2);
    assertThat(tags()).as("another digest").hasSize(1);
  }

  @Test
  void followsAMovedTagBackUnlessSomebodyWentBackFromIt() {
    configure(path().moves().seen());
    promoted("stable", 2);
    promoted("stable", 1);
    appears("team/app:stable", 2);
    assertThat(tags()).containsExactly("dev/team/app:stable");

    promoted("stable", 2);
    later(Duration.ofHours(1));
    remember(back("back", "stable", digest(1)), PROMOTED);
    assertThat(tags()).isEmpty();
  }

  @Test
  void asksForFiftyAtATime() {
    configure(path().seen());
    for (int i = 0; i < 60; i++) {
      appears("team/app:1.%d".formatted(i), i);
    }
    assertThat(round().orders()).hasSize(50);
    assertThat(round().more()).isTrue();
    ask();
    assertThat(round().orders()).hasSize(10);
    assertThat(round().more()).isFalse();
  }

  @Test
  void putsOffWhatNobodyTakesSoThatOthersCome() {
    configure(path().seen());
    for (int i = 0; i < 51; i++) {
      appears("team/app:1.%d".formatted(i), i);
    }
    List<PromotionOrder> first = round().orders();
    first.forEach(promoting::putOff);
    assertThat(round().orders()).hasSize(1).doesNotContainAnyElementsOf(first);
    ask();
    assertThat(tags()).isEmpty();

    later(Duration.ofMinutes(1));
    assertThat(round().orders()).containsExactlyElementsOf(first);
    first.forEach(promoting::putOff);
    later(Duration.ofMinutes(2).minusSeconds(1));
    assertThat(tags()).as("it waits for longer").isEmpty();
    later(Duration.ofSeconds(1));
    assertThat(tags()).hasSize(50);
    ask();
    later(Duration.ofDays(1));
    assertThat(tags()).isEmpty();
  }

  @Test
  void asksAgainForWhatWaitedInVainForAHoldToEnd() {
    configure(path().seen());
    appears("team/app:1.1", 1);
    appears("team/app:1.2", 2);
    holds.hold(new PromotionHolds.Hold("to-prod", TARGET, "cid", null, "bad", now()));
    List<PromotionOrder> orders = round().orders();
    orders.forEach(promoting::asked);
    remember(orders.get(0), PromotionState.EXPIRED);
    remember(orders.get(1), PromotionState.CANCELLED);
    assertThat(tags()).isEmpty();

    holds.release(new PromotionHolds.Release("to-prod", TARGET, "ann", null, "", now()), null);
    assertThat(tags()).containsExactly("dev/team/app:1.1");

    later(Duration.ofMinutes(1));
    PromotionOrder again = round().orders().getFirst();
    assertThat(again.requestId()).isNotEqualTo(orders.getFirst().requestId());
    assertThat(promoting.orders(again).automatic()).isTrue();
    promoting.asked(again);
    assertThat(tags()).isEmpty();
    remember(again, PromotionState.WAITING);
    remember(again, PROMOTED);
    assertThat(promotions.history(TARGET, ""))
        .extracting(Promotions.Brought::tag)
        .containsExactly("1.1");
  }

  @Test
  void asksAgainByWhateverPathLeadsThere() {
    configure(path().name("renamed").between("dev", "eu", "prod").seen());
    appears("team/app:1.1", 1);
    holds.hold(new PromotionHolds.Hold("to-prod", TARGET, "cid", null, "bad", now()));
    PromotionOrder order = promoting.round("renamed").orders().getFirst();
    assertThat(promoting.orders(order).hold()).contains("held by cid");
    promoting.asked(order);
    remember(order, PromotionState.EXPIRED);
    assertThat(promoting.round("renamed").orders()).isEmpty();

    holds.release(new PromotionHolds.Release("to-prod", TARGET, "ann", null, "", now()), null);
    assertThat(promoting.round("renamed").orders()).hasSize(1);
  }

  @Test
  void asksForTheHighestVersionOfEachRepositoryAtItsTimes() {
    configure(path().scheduled("0 0 6 * * *"));
    appears("team/app:1.9", 1);
    appears("team/app:1.10", 2);
    appears("team/app:1.11-rc1", 3);
    appears("team/app:zzz", 4);
    appears("team/web:3", 5);
    Instant six = Instant.parse("2026-11-01T06:00:00Z");
    assertThat(round()).isEqualTo(new PathRound(true, List.of(), false, six));

    clock.set(six.minusMillis(1));
    assertThat(tags()).isEmpty();
    clock.set(six);
    assertThat(tags()).containsExactly("dev/team/app:1.11-rc1", "dev/team/web:3");
    ask();
    assertThat(round())
        .isEqualTo(new PathRound(true, List.of(), false, six.plus(Duration.ofDays(1))));

    later(Duration.ofHours(2));
    appears("team/app:1.12", 6);
    assertThat(tags()).isEmpty();
    clock.set(six.plus(Duration.ofDays(1)));
    assertThat(tags()).containsExactly("dev/team/app:1.12");
  }

  @Test
  void triesForAnHourToAskForWhatIsDue() {
    configure(path().scheduled("0 0 6 * * *"));
    appears("team/app:1.9", 1);
    Instant six = Instant.parse("2026-11-01T06:00:00Z");
    clock.set(six.plus(Duration.ofMinutes(59)));
    assertThat(round().orders()).hasSize(1);
    assertThat(round().next()).isEqualTo(now().plusSeconds(30));

    later(Duration.ofMinutes(2));
    assertThat(round().next()).isEqualTo(six.plus(Duration.ofDays(1)));
    assertThat(round().orders()).isEmpty();
  }

  @Test
  void beginsAnewWhereItIsToPromoteSomethingElse() {
    configure(path().tags("1.*").seen());
    later(Duration.ofMinutes(1));
    appears("team/app:2.0", 1);
    later(Duration.ofMinutes(1));
    configure(path().tags("2.*").seen());
    assertThat(tags()).isEmpty();

    configure(path().tags("2.*").seen().keepLast(9));
    appears("team/app:2.1", 2);
    assertThat(tags()).containsExactly("dev/team/app:2.1");
  }
}
