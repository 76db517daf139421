package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.StatementRequest;
import dev.laytime.image.Digest;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.Statement;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is proven ends, and is about one path and its gates. */
class ProvenWordsTest extends PromotingTest {

  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

  private static Word word(Kind kind, String promotion, Digest digest, @Nullable String gate) {
    return new Word(
        "r1",
        kind,
        "to-prod",
        promotion,
        digest,
        gate,
        gate == null ? null : "hash",
        true,
        "ann",
        "oidc https://idp",
        START);
  }

  private void gates() {
    configure(path().gates(new Gate.Approved("approved", 1, true, List.of())));
  }

  @Test
  void knowsNothingAsProvenForAnotherPathOrOtherGates() {
    gates();
    String nonce = proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));
    Statement other =
        new Statement("r1", "approved", digest(1), "other", true, "ann", null, "fine", START);
    assertThat(
            promoting
                .state(new StatementRequest(id("1.1"), "to-prod", "r1", START, other, nonce))
                .statement()
                .verified())
        .isFalse();

    clear();
    configure(path(), path().name("other").tags("2.*"));
    Word elsewhere =
        new Word(
            "r1",
            Kind.PROMOTE,
            "other",
            id("1.1"),
            digest(1),
            null,
            null,
            true,
            "ann",
            "oidc https://idp",
            START);
    PromotionOrder order = ORDER.with(proven.write(elsewhere));
    assertThat(promoting.orders(order).verified()).isFalse();
  }

  @Test
  void knowsNothingAsProvenADayAfterItMustHaveEnded() {
    configure(path());
    PromotionOrder order = ORDER.with(proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null)));
    remember(order, PromotionState.WAITING);
    later(Duration.ofDays(8).minusSeconds(1));
    assertThat(promoting.orders(order).verified()).isTrue();
    later(Duration.ofSeconds(1));
    assertThat(promoting.orders(order).verified()).isFalse();
    proven.write(word(Kind.PROMOTE, id("1.2"), digest(2), null));
  }

  @Test
  void knowsNothingAsProvenThatNobodyTookInTime() {
    configure(path());
    Word word = word(Kind.PROMOTE, id("1.1"), digest(1), null);
    PromotionOrder order = ORDER.with(proven.writeOnce(word, now().plus(Duration.ofMinutes(10))));
    later(Duration.ofMinutes(10));
    assertThat(promoting.orders(order).verified()).isFalse();
    remember(order, PromotionState.WAITING);
    assertThat(promoting.orders(order).verified()).isFalse();

    clear();
    configure(path());
    PromotionOrder again = ORDER.with(proven.write(word));
    later(Duration.ofHours(1));
    assertThat(promoting.orders(again).verified()).isFalse();
  }

  @Test
  void forgetsWhatIsWithdrawnUnlessAnOrderGoesOnByIt() {
    configure(path());
    Word word = word(Kind.PROMOTE, id("1.1"), digest(1), null);
    Instant until = now().plus(Duration.ofMinutes(10));
    PromotionOrder order = ORDER.with(proven.writeOnce(word, until));
    assertThat(promoting.orders(order).verified()).isTrue();
    proven.withdraw(word);
    assertThat(promoting.orders(order).verified()).isFalse();
    assertThatThrownBy(() -> proven.writeOnce(word, until))
        .isInstanceOf(Wishes.RefusedException.class);

    PromotionOrder again = ORDER.with(proven.write(word));
    remember(again, PromotionState.WAITING);
    proven.withdraw(word);
    assertThat(promoting.orders(again).verified()).isTrue();
  }

  @Test
  void takesWhatWasSignedOnce() {
    configure(path());
    Word word = word(Kind.PROMOTE, id("1.1"), digest(1), null);
    Instant until = now().plus(Duration.ofHours(1));
    PromotionOrder order = ORDER.with(proven.writeOnce(word, until));
    assertThat(ORDER.with(proven.writeOnce(word, until))).isEqualTo(order);
    remember(order, PromotionState.WAITING);
    later(Duration.ofMinutes(1));
    remember(order, PromotionState.CANCELLED);
    later(Duration.ofMinutes(1));
    assertThatThrownBy(() -> proven.writeOnce(word, until))
        .isInstanceOf(Wishes.RefusedException.class)
        .hasMessageContaining("was sent before");
    assertThat(promoting.orders(order).verified()).isFalse();
  }

  @Test
  void knowsNothingAsProvenForAnOrderThatIsGivenOnceMore() {
    configure(path());
    PromotionOrder order = ORDER.with(proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null)));
    remember(order, PromotionState.WAITING);
    later(Duration.ofMinutes(1));
    remember(order, PromotionState.CANCELLED);
    later(Duration.ofMinutes(1));
    assertThat(promoting.orders(order).verified()).isFalse();

    PromotionOrder again = ORDER.with(proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null)));
    assertThat(promoting.orders(again).verified()).isTrue();
  }

  @Test
  void takesNoStatementOfAnOrderThatIsOverForAnotherOne() {
    gates();
    String nonce = proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));
    Statement said =
        new Statement("r1", "approved", digest(1), "hash", true, "ann", null, "fine", START);
    assertThat(state("order", START, said, nonce).verified()).isTrue();
    assertThat(state("order", START, said, nonce).verified()).isTrue();

    assertThatThrownBy(() -> state("other", START, said, nonce))
        .isInstanceOf(Wishes.RefusedException.class)
        .hasMessageContaining("'r1' is that of what was said of another order");
    assertThatThrownBy(() -> state("order", START.plusSeconds(1), said, nonce))
        .isInstanceOf(Wishes.RefusedException.class);
  }

  private Statement state(String order, Instant orderedAt, Statement said, String nonce) {
    return promoting
        .state(new StatementRequest(id("1.1"), "to-prod", order, orderedAt, said, nonce))
        .statement();
  }
}
