package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.StatementRequest;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is forgotten of promotions, and what never is. */
class PromotionTrimmingTest extends PromotingTest {

  private static final Duration KEPT = Duration.ofDays(365);

  private void sweep() {
    ledger.telling().trim("prod", now());
  }

  private List<String> left() {
    return promotions.list(new Promotions.Filter(null, null, null, null, Promotions.MOST)).stream()
        .map(known -> String.valueOf(known.status().order().target().tag()))
        .sorted()
        .toList();
  }

  @Test
  void forgetsWhatIsLongOverAndNobodyGoesBackTo() {
    configure(path().keepLast(2));
    for (int i = 1; i <= 5; i++) {
      promoted("1." + i, i);
    }
    remember(order("expired", "1.6", digest(6)), PromotionState.EXPIRED);
    later(KEPT.minus(Duration.ofHours(4)));
    sweep();
    assertThat(left()).containsExactly("1.1", "1.2", "1.3", "1.4", "1.5", "1.6");

    later(Duration.ofHours(5));
    sweep();
    assertThat(left()).containsExactly("1.3", "1.4", "1.5");
    assertThat(promotions.history(TARGET, "")).hasSize(3);
    assertThat(database.rows("promotion_images")).hasSize(6);
  }

  @Test
  void keepsWhatIsNotOverAndWhatAFloatingTagFollows() {
    configure(path().keepLast(0));
    promoted("1.1", 1);
    promoting.floated(
        new FloatedNotice(id("1.1"), TARGET.tagged(new Tag("latest")), new Tag("1.1"), digest(1)));
    promoted("1.2", 2);
    promoted("1.3", 3);
    remember(order("moving", "1.4", digest(4)), PromotionState.MOVING);
    remember(order("lost", "1.5", digest(5)), PromotionState.WAITING);
    later(KEPT.plus(Duration.ofDays(1)));
    sweep();
    assertThat(left()).containsExactly("1.1", "1.3", "1.4", "1.5");

    later(Duration.ofDays(8));
    sweep();
    assertThat(left()).as("one that must have expired").containsExactly("1.1", "1.3", "1.4");
  }

  @Test
  void letsAVersionBeNothingElseHoweverLongAgoItWas() {
    configure(path().keepLast(0));
    promoted("1.1", 1);
    promoted("1.2", 2);
    later(KEPT.plus(Duration.ofDays(1)));
    sweep();

    assertThat(left()).containsExactly("1.2");
    assertThat(promoting.orders(order("again", "1.1", digest(9))).released()).isEqualTo(digest(1));
    assertThat(promoting.orders(order("same", "1.1", digest(1))).released()).isNull();
  }

  @Test
  void forgetsWhatWasSaidWithWhatItWasSaidOf() {
    configure(path().keepLast(0).gates(new Gate.Checked("smoke")));
    for (String tag : List.of("1.1", "1.2")) {
      Statement said =
          new Statement(tag, "smoke", digest(1), "hash", true, "ci", null, "fine", now());
      promoting.state(new StatementRequest(id(tag), "to-prod", "r1", START, said));
    }
    promoted("1.1", 1);
    promoted("1.2", 2);
    holds.hold(new PromotionHolds.Hold("to-prod", TARGET, "ann", null, "bad", now()));
    holds.release(new PromotionHolds.Release("to-prod", TARGET, "ann", null, "", now()), null);
    assertThat(ledger.seenSignatures().take("a".repeat(64), now().plusSeconds(600), now()))
        .isTrue();
    later(KEPT.plus(Duration.ofDays(1)));
    sweep();

    assertThat(ledger.promotions().of(id("1.1"))).isEmpty();
    assertThat(ledger.promotions().of(id("1.2"))).hasSize(1);
    assertThat(holds.releases(10)).isEmpty();
    assertThat(database.rows("seen_signatures")).isEmpty();
  }

  @Test
  void forgetsAPartAtATimeAndComesBackToTheRest() {
    configure(path().keepLast(0));
    for (int i = 0; i <= PromotionTrimming.MOST; i++) {
      remember(order("r" + i, "2." + i, digest(7)), PromotionState.EXPIRED);
    }
    later(KEPT.plus(Duration.ofDays(1)));
    sweep();
    assertThat(left()).hasSize(1);
    sweep();
    assertThat(left()).isEmpty();
  }
}
