package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which orders are a path's own. */
class AutomaticOrdersTest extends PromotingTest {

  private PromotionOrder given() {
    configure(path().seen());
    later(Duration.ofMinutes(1));
    appears("team/app:1.1", 1);
    return promoting.round("to-prod").orders().getFirst();
  }

  @Test
  void areThoseThatARoundHasWrittenDown() {
    PromotionOrder order = given();
    assertThat(promoting.orders(order).automatic()).isTrue();
    promoting.asked(order);
    assertThat(promoting.orders(order).automatic()).isTrue();
    assertThat(promoting.round("to-prod").orders()).isEmpty();
  }

  @Test
  void areNoneThatOnlyLookAlike() {
    PromotionOrder order = given();
    for (PromotionOrder forged :
        new PromotionOrder[] {
          like(order, "automatic/to-prod/x", digest(1), "path to-prod"),
          like(order, order.requestId(), digest(2), "path to-prod"),
          like(order, order.requestId(), digest(1), "ann")
        }) {
      assertThat(promoting.orders(forged).automatic()).as(forged.toString()).isFalse();
      remember(forged, PromotionState.WAITING);
      assertThat(promotions.find(id("1.1"), forged.requestId()).orElseThrow().automatic())
          .isFalse();
    }
  }

  @Test
  void stayOnesWhateverIsForgottenOfTheRound() {
    PromotionOrder order = given();
    promoting.asked(order);
    remember(order, PromotionState.WAITING);
    ledger.sql().change("forget", () -> ledger.sql().sql("DELETE FROM promotion_rounds").update());
    remember(order, PromotionState.EXPIRED);
    assertThat(promotions.find(id("1.1")).orElseThrow().automatic()).isTrue();
  }

  @Test
  void areGivenAgainWhereNobodyWasAsked() {
    PromotionOrder order = given();
    assertThat(promoting.round("to-prod").orders()).containsExactly(order);
  }

  private static PromotionOrder like(
      PromotionOrder order, String requestId, Digest digest, String by) {
    return new PromotionOrder(
        requestId,
        order.path(),
        order.kind(),
        order.source(),
        digest,
        order.stage(),
        order.target(),
        by);
  }
}
