package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.IntroduceResult;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ledger has of promotions whose runs Temporal has lost. */
class LostPromotionsTest extends PromotingTest {

  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

  /** It writes into Git, whatever its path says by now. */
  private PromotionStatus moving() {
    PromotionStatus plain =
        status(
            ORDER,
            PromotionState.MOVING,
            destination("prod", TARGET.tagged(new Tag("1.1")), Destination.Step.TAGGED));
    return new PromotionStatus(
        plain.id(),
        ORDER,
        plain.state(),
        List.of(),
        List.of(),
        plain.destinations(),
        List.of(),
        "",
        plain.orderedAt(),
        plain.movedAt(),
        null,
        List.of(),
        null,
        List.of("manifests"));
  }

  @Test
  void hasWhatMovesGoOnWhereItStood() {
    configure(path());
    PromotionStatus moving = moving();
    promoting.remember(moving);
    later(Duration.ofDays(30));

    IntroduceResult known = promoting.introduce(status(ORDER, PromotionState.WAITING));
    assertThat(known.left()).isEqualTo(moving);
    assertThat(known.path()).isEqualTo(path().git("manifests").settings().path());
    assertThat(promotions.find(id("1.1")).orElseThrow().status()).isEqualTo(moving);
    assertThat(promoting.left(id("1.1"))).contains(ORDER);
    configure();
    assertThat(promoting.introduce(status(ORDER, PromotionState.WAITING)).path())
        .as("as it was when it was there")
        .extracting(PromotionPath::name)
        .isEqualTo("to-prod");
  }

  @Test
  void hasWhatWaitsGoOnWaitingForAsLongAsItMay() {
    configure(path());
    remember(ORDER, PromotionState.WAITING);
    PromotionStatus waiting = promotions.find(id("1.1")).orElseThrow().status();
    later(Duration.ofDays(7));
    assertThat(promoting.left(id("1.1"))).contains(ORDER);
    IntroduceResult known = promoting.introduce(status(ORDER, PromotionState.WAITING));
    assertThat(known).isEqualTo(new IntroduceResult(waiting, null, null));

    later(Duration.ofDays(2));
    assertThat(promoting.left(id("1.1"))).isEmpty();
    assertThat(promoting.introduce(status(ORDER, PromotionState.WAITING)))
        .isEqualTo(IntroduceResult.NEW);
    assertThat(promotions.find(id("1.1")).orElseThrow().status().orderedAt()).isEqualTo(now());
  }

  @Test
  void beginsWhatIsOverOrNewOrOfTheSameRun() {
    configure(path());
    PromotionStatus first = status(ORDER, PromotionState.WAITING);
    assertThat(promoting.introduce(first)).isEqualTo(IntroduceResult.NEW);
    assertThat(promoting.introduce(first)).as("done twice").isEqualTo(IntroduceResult.NEW);
    assertThat(promoting.left(id("1.1"))).contains(ORDER);
    remember(ORDER, PromotionState.CANCELLED);
    assertThat(promoting.left(id("1.1"))).isEmpty();
    later(Duration.ofHours(1));
    assertThat(promoting.introduce(status(ORDER, PromotionState.WAITING)))
        .isEqualTo(IntroduceResult.NEW);
    assertThat(promotions.find(id("1.1")).orElseThrow().status().state())
        .isEqualTo(PromotionState.WAITING);
  }

  @Test
  void beginsAnewWhatSomebodyElseOrderedUnderTheSameId() {
    configure(path());
    promoting.remember(moving());
    later(Duration.ofHours(1));
    PromotionOrder other =
        new PromotionOrder(
            "r1",
            "to-prod",
            PromotionOrder.Kind.PROMOTE,
            SOURCE.tagged(new Tag("1.1")),
            digest(1),
            "prod",
            TARGET.tagged(new Tag("1.1")),
            "mallory");
    assertThat(promoting.introduce(status(other, PromotionState.WAITING)))
        .isEqualTo(IntroduceResult.NEW);
  }

  @Test
  void goesOnWithTheLastOrderAlone() {
    configure(path().moves());
    promoting.remember(moving());
    later(Duration.ofHours(1));
    remember(order("r2", "1.1", digest(1)), PROMOTED);
    assertThat(promoting.left(id("1.1"))).isEmpty();
  }

  @Test
  void endsWhatWasLostWhereAnotherOrderIsBegunInItsPlace() {
    configure(path().moves());
    PromotionStatus moving = moving();
    promoting.remember(moving);
    PromotionStatus late = status(order("r0", "1.1", digest(3)), PromotionState.WAITING);
    later(Duration.ofHours(1));
    promoting.introduce(status(order("r2", "1.1", digest(2)), PromotionState.WAITING));

    PromotionStatus ended = promotions.find(id("1.1"), "r1").orElseThrow().status();
    assertThat(ended.state()).isEqualTo(PromotionState.SUPERSEDED);
    assertThat(ended.cause()).contains("its run was lost at MOVING").contains("ordered by ann");
    assertThat(ended.destinations()).isEqualTo(moving.destinations());
    promoting.introduce(late);
    assertThat(promotions.find(id("1.1"), "r2").orElseThrow().status().state())
        .as("what is told late ends nothing that came after it")
        .isEqualTo(PromotionState.WAITING);
  }

  @Test
  void listsThoseOfWhichNothingWasWrittenForAnHour() {
    configure(path());
    remember(order("a", "1.2", digest(2)), PromotionState.WAITING);
    promoting.remember(moving());
    remember(order("c", "1.3", digest(3)), PROMOTED);
    later(Duration.ofHours(1));
    assertThat(promoting.silent("prod", 10)).isEmpty();
    later(Duration.ofSeconds(1));
    remember(order("d", "1.4", digest(4)), PromotionState.WAITING);
    assertThat(promoting.silent("prod", 10)).containsExactly(id("1.1"), id("1.2"));
    assertThat(promoting.silent("prod", 1)).containsExactly(id("1.1"));
    assertThat(promoting.silent("eu", 10)).isEmpty();
  }
}
