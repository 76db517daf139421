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
    proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));
    Statement other =
        new Statement("r1", "approved", digest(1), "other", true, "ann", null, "fine", START);
    assertThat(
            promoting
                .state(new StatementRequest(id("1.1"), "to-prod", "r1", START, other))
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
    proven.write(elsewhere);
    assertThat(promoting.orders(ORDER).verified()).isFalse();
  }

  @Test
  void knowsNothingAsProvenADayAfterItMustHaveEnded() {
    configure(path());
    proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    remember(ORDER, PromotionState.WAITING);
    later(Duration.ofDays(8).minusSeconds(1));
    assertThat(promoting.orders(ORDER).verified()).isTrue();
    later(Duration.ofSeconds(1));
    assertThat(promoting.orders(ORDER).verified()).isFalse();
    proven.write(word(Kind.PROMOTE, id("1.2"), digest(2), null));
  }

  @Test
  void knowsNothingAsProvenThatNobodyTookInTime() {
    configure(path());
    Word word = word(Kind.PROMOTE, id("1.1"), digest(1), null);
    proven.writeOnce(word, now().plus(Duration.ofMinutes(10)));
    later(Duration.ofMinutes(10));
    assertThat(promoting.orders(ORDER).verified()).isFalse();
    remember(ORDER, PromotionState.WAITING);
    assertThat(promoting.orders(ORDER).verified()).isFalse();

    clear();
    configure(path());
    proven.write(word);
    later(Duration.ofHours(1));
    assertThat(promoting.orders(ORDER).verified()).isFalse();
  }

  @Test
  void forgetsWhatIsWithdrawnUnlessAnOrderGoesOnByIt() {
    configure(path());
    Word word = word(Kind.PROMOTE, id("1.1"), digest(1), null);
    Instant until = now().plus(Duration.ofMinutes(10));
    proven.writeOnce(word, until);
    proven.withdraw(word);
    assertThat(promoting.orders(ORDER).verified()).isFalse();
    assertThatThrownBy(() -> proven.writeOnce(word, until))
        .isInstanceOf(Wishes.RefusedException.class);

    proven.write(word);
    remember(ORDER, PromotionState.WAITING);
    proven.withdraw(word);
    assertThat(promoting.orders(ORDER).verified()).isTrue();
  }

  @Test
  void takesWhatWasSignedOnce() {
    configure(path());
    Word word = word(Kind.PROMOTE, id("1.1"), digest(1), null);
    Instant until = now().plus(Duration.ofHours(1));
    proven.writeOnce(word, until);
    proven.writeOnce(word, until);
    remember(ORDER, PromotionState.WAITING);
    later(Duration.ofMinutes(1));
    remember(ORDER, PromotionState.CANCELLED);
    later(Duration.ofMinutes(1));
    assertThatThrownBy(() -> proven.writeOnce(word, until))
        .isInstanceOf(Wishes.RefusedException.class)
        .hasMessageContaining("was sent before");
    assertThat(promoting.orders(ORDER).verified()).isFalse();
  }

  @Test
  void knowsNothingAsProvenForAnOrderThatIsGivenOnceMore() {
    configure(path());
    proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    remember(ORDER, PromotionState.WAITING);
    later(Duration.ofMinutes(1));
    remember(ORDER, PromotionState.CANCELLED);
    later(Duration.ofMinutes(1));
    assertThat(promoting.orders(ORDER).verified()).isFalse();

    proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    assertThat(promoting.orders(ORDER).verified()).isTrue();
  }

  @Test
  void takesNoStatementOfAnOrderThatIsOverForAnotherOne() {
    gates();
    proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));
    Statement said =
        new Statement("r1", "approved", digest(1), "hash", true, "ann", null, "fine", START);
    assertThat(state("order", START, said).verified()).isTrue();
    assertThat(state("order", START, said).verified()).isTrue();

    assertThatThrownBy(() -> state("other", START, said))
        .isInstanceOf(Wishes.RefusedException.class)
        .hasMessageContaining("'r1' is that of what was said of another order");
    assertThatThrownBy(() -> state("order", START.plusSeconds(1), said))
        .isInstanceOf(Wishes.RefusedException.class);
  }

  private Statement state(String order, Instant orderedAt, Statement said) {
    return promoting
        .state(new StatementRequest(id("1.1"), "to-prod", order, orderedAt, said))
        .statement();
  }
}
