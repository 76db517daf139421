package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.activity.SettleRequest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.view.PlanView;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BlastRadiusTest extends LedgerTest {

  private static final Instant NOW = START.plus(GRACE);

  private static Reference image(int number) {
    return APP.repository().tagged(new Tag("n" + number));
  }

  private void images(int count, LifeState state) {
    for (int i = 0; i < count; i++) {
      activities.remember(life(image(i), 1, state, digest(i)));
    }
  }

  private IntendResult leave(int number) {
    return intend(image(number), digest(number), NOW, NOW.plusSeconds(number));
  }

  private List<String> waiting(int from, int to) {
    List<String> breakers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      breakers.add(Objects.requireNonNullElse(leave(i).breaker(), "goes"));
    }
    return breakers;
  }

  @Test
  void letsSoManyImagesGoAndNoMore() {
    configure(stage().breaker(3, 100));
    images(6, unused());

    assertThat(waiting(0, 3)).containsOnly("goes");
    IntendResult fourth = leave(3);
    assertThat(fourth.breaker()).startsWith("br-");
    assertThat(fourth.reason())
        .contains("4 of 6 images of reg:5000/demo/hub/app", "more than 3", "laytime approve br-");
    assertThat(leave(4).breaker()).isEqualTo(fourth.breaker());
  }

  @Test
  void countsAnewWhatWaitedUnderABreakerThatNobodyKnowsAnyMore() {
    configure(stage().breaker(0, 100));
    images(1, unused());
    assertThat(leave(0).breaker()).isNotNull();
    ledger.sql().change("lose it", () -> ledger.sql().sql("DELETE FROM breakers").update());

    assertThat(leave(0).breaker()).isNotNull();
    assertThat(database.rows("breakers")).hasSize(1);
  }

  @Test
  void letsSoManyPercentGoFromTenImagesUp() {
    configure(stage().breaker(50, 30));
    images(10, unused());

    assertThat(waiting(0, 3)).containsOnly("goes");
    assertThat(leave(3).breaker()).isNotNull();
  }

  @Test
  void doesNotCountPercentsBelowTenImages() {
    configure(stage().breaker(50, 30));
    images(9, unused());

    assertThat(waiting(0, 9)).containsOnly("goes");
  }

  @Test
  void countsWhatLeftInTheWindowAndNothingBefore() {
    configure(stage().breaker(1, 100));
    images(3, unused());
    Duration window = Duration.ofHours(24);
    intend(image(0), digest(0), NOW, NOW);

    assertThat(intend(image(1), digest(1), NOW, NOW.plus(window).minusNanos(1000)).breaker())
        .isNotNull();
    assertThat(intend(image(2), digest(2), NOW, NOW.plus(window)).breaker()).isNull();
  }

  @Test
  void doesNotCountWhatDidNotLeave() {
    configure(stage().breaker(1, 100));
    images(2, unused());
    IntendResult first = leave(0);
    activities.settle(new SettleRequest(first.intention(), "not done: moved", NOW.plusSeconds(5)));

    assertThat(leave(1).breaker()).isNull();
  }

  @Test
  void countsWhatLeft() {
    configure(stage().breaker(1, 100));
    images(2, unused());
    IntendResult first = leave(0);
    activities.settle(new SettleRequest(first.intention(), "done", NOW.plusSeconds(5)));

    assertThat(leave(1).breaker()).isNotNull();
  }

  @Test
  void countsWhatLeftThoughItsRequestCameTwice() {
    configure(stage().breaker(1, 100));
    images(2, unused());
    IntendResult first = leave(0);
    activities.settle(new SettleRequest(first.intention(), "done", NOW.plusSeconds(5)));
    activities.settle(new SettleRequest(first.intention(), "gone: it is gone", NOW.plusSeconds(9)));

    assertThat(leave(1).breaker()).isNotNull();
  }

  @Test
  void countsEachRepositoryAndEachStepByItself() {
    configure(stage().breaker(1, 100));
    images(2, unused());
    leave(0);
    Reference elsewhere = Reference.parse("reg:5000/demo/hub/other:1");

    assertThat(intend(elsewhere, digest(7), NOW, NOW).breaker()).isNull();
    assertThat(
            activities
                .intend(
                    new IntendRequest(
                        WorkflowIds.life(image(1)),
                        image(1),
                        digest(1),
                        1,
                        RemovalKind.DELETE,
                        NOW,
                        NOW,
                        List.of()))
                .breaker())
        .isNull();
  }

  @Test
  void countsTheSameRemovalOnce() {
    configure(stage().breaker(1, 100));
    images(1, unused());
    IntendResult first = leave(0);
    var rows = database.rows();

    assertThat(leave(0)).isEqualTo(first);
    assertThat(database.rows()).isEqualTo(rows);
    assertThat(first.breaker()).isNull();
  }

  @Test
  void countsARemovalThatFailedAnew() {
    configure(stage().breaker(1, 100));
    images(2, unused());
    IntendResult first = leave(0);
    activities.settle(new SettleRequest(first.intention(), "not done", NOW.plusSeconds(5)));
    leave(1);

    IntendResult again = intend(image(0), digest(0), NOW, NOW.plusSeconds(6));
    assertThat(again.intention()).isEqualTo(first.intention());
    assertThat(again.breaker()).isNotNull();
  }

  @Test
  void letsExactlyThoseGoThatWaitedWhenAPersonApproved() {
    configure(stage().breaker(1, 100));
    images(5, unused());
    leave(0);
    String breaker = Objects.requireNonNull(leave(1).breaker());
    leave(2);

    Wishes.Granted granted = wishes.approveBreaker(breaker, 2, "ann", NOW);

    assertThat(granted.look()).containsExactly(image(1), image(2));
    assertThat(waiting(0, 3)).containsOnly("goes");
    assertThat(leave(3).breaker()).isNotNull().isNotEqualTo(breaker);
  }

  @Test
  void refusesAnApprovalOfAnotherCountAndOfWhatIsNotThere() {
    configure(stage().breaker(0, 100));
    images(2, unused());
    String breaker = Objects.requireNonNull(leave(0).breaker());
    leave(1);

    for (long count : List.of(1L, 3L)) {
      assertThatThrownBy(() -> wishes.approveBreaker(breaker, count, "ann", NOW))
          .isInstanceOfSatisfying(
              Wishes.RefusedException.class, refused -> assertThat(refused.missing()).isFalse())
          .hasMessageContaining("2 removals wait under " + breaker);
    }
    assertThatThrownBy(() -> wishes.approveBreaker("br-0", 1, "ann", NOW))
        .isInstanceOfSatisfying(
            Wishes.RefusedException.class, refused -> assertThat(refused.missing()).isTrue());
    assertThat(leave(0).breaker()).isEqualTo(breaker);
  }

  @Test
  void doesNotCountRemovalsThatTheirLivesNoLongerMean() {
    configure(stage().breaker(0, 100));
    images(2, unused());
    String breaker = Objects.requireNonNull(leave(0).breaker());
    leave(1);
    activities.remember(life(image(1), 2, new LifeState.Present(), digest(1)));

    assertThat(views.plan(null, NOW).breakers())
        .singleElement()
        .satisfies(shown -> {
          assertThat(shown.count()).isEqualTo(1);
          assertThat(shown.images()).containsExactly(image(0).text());
        });
    assertThat(wishes.approveBreaker(breaker, 1, "ann", NOW).look()).containsExactly(image(0));
  }

  @Test
  void answersTheSameApprovalTwice() {
    configure(stage().breaker(0, 100));
    images(1, unused());
    String breaker = Objects.requireNonNull(leave(0).breaker());

    Wishes.Granted first = wishes.approveBreaker(breaker, 1, "ann", NOW);
    assertThat(wishes.approveBreaker(breaker, 1, "ann", NOW)).isEqualTo(first);
    assertThatThrownBy(() -> wishes.approveBreaker(breaker, 2, "ann", NOW))
        .isInstanceOf(Wishes.RefusedException.class)
        .hasMessageContaining("approved by ann");
  }

  @Test
  void waitsForAnotherApprovalWhenTheFirstHasEnded() {
    configure(stage().breaker(0, 100));
    images(1, unused());
    String breaker = Objects.requireNonNull(leave(0).breaker());
    wishes.approveBreaker(breaker, 1, "ann", NOW);
    Instant end = NOW.plus(Breakers.APPROVED_FOR);

    assertThat(intend(image(0), digest(0), NOW, end.minusNanos(1000)).breaker()).isNull();
    assertThat(intend(image(0), digest(0), NOW, end).breaker()).isNotNull().isNotEqualTo(breaker);
  }

  @Test
  void letsAnApprovedRemovalGoThatFailedAndIsMeantAgain() {
    configure(stage().breaker(0, 100));
    images(1, unused());
    IntendResult first = leave(0);
    String breaker = Objects.requireNonNull(first.breaker());
    wishes.approveBreaker(breaker, 1, "ann", NOW);
    activities.settle(
        new SettleRequest(first.intention(), "not-removed: busy", NOW.plusSeconds(60)));

    Instant failed = NOW.plusSeconds(60);
    IntendResult again = intend(image(0), digest(0), failed, NOW.plusSeconds(120));
    assertThat(again.intention()).isNotEqualTo(first.intention());
    assertThat(again.breaker()).isNull();
    assertThat(database.rows("breakers")).hasSize(1);

    Instant end = NOW.plus(Breakers.APPROVED_FOR);
    assertThat(intend(image(0), digest(0), failed, end).breaker())
        .isNotNull()
        .isNotEqualTo(breaker);
  }

  @Test
  void letsNothingGoAgainThatWentOnAnApproval() {
    configure(stage().breaker(0, 100));
    images(1, unused());
    IntendResult first = leave(0);
    wishes.approveBreaker(Objects.requireNonNull(first.breaker()), 1, "ann", NOW);
    activities.settle(new SettleRequest(first.intention(), "done", NOW.plusSeconds(60)));

    assertThat(intend(image(0), digest(0), NOW.plusSeconds(61), NOW.plusSeconds(61)).breaker())
        .isNotNull()
        .isNotEqualTo(first.breaker());
  }

  @Test
  void letsAnotherEpochWaitForAPersonOnceMore() {
    configure(stage().breaker(0, 100));
    images(1, unused());
    String breaker = Objects.requireNonNull(leave(0).breaker());
    wishes.approveBreaker(breaker, 1, "ann", NOW);
    IntendRequest later =
        new IntendRequest(
            WorkflowIds.life(image(0)),
            image(0),
            digest(0),
            2,
            RemovalKind.QUARANTINE,
            NOW,
            NOW.plusSeconds(1),
            List.of());

    assertThat(activities.intend(later).breaker()).isNotNull().isNotEqualTo(breaker);
  }

  @Test
  void showsWhatWaitsInThePlan() {
    configure(stage().breaker(0, 100));
    images(1, unused());
    IntendResult waiting = leave(0);

    PlanView plan = views.plan("demo", NOW);

    assertThat(plan.breakers().getFirst().id()).isEqualTo(waiting.breaker());
    assertThat(plan.removals())
        .singleElement()
        .satisfies(removal ->
            assertThat(removal.blockedBy())
                .contains("waits for `laytime approve " + waiting.breaker() + "`"));
    assertThat(views.plan("other", NOW)).isEqualTo(new PlanView(List.of(), List.of()));
  }

  @Test
  void keepsItsBoundWhereManyLeaveAtOnce() throws InterruptedException {
    configure(stage().breaker(3, 100));
    images(12, unused());

    assertThat(together(12, this::leave)).filteredOn(result -> result.breaker() == null).hasSize(3);
    assertThat(database.rows("breakers")).hasSize(1);
  }
}
