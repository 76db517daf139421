package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What promotions brought is there to go back to: our own cleanup never takes it. */
class PromotionMemoryTest extends PromotingTest {

  /** Nothing else keeps anything: no source names it, and every grace period is over. */
  private void nothingElseKeeps() {
    clock.set(START.plus(Duration.ofDays(100)));
    trusted(clock.instant().minusSeconds(10), OTHER);
    for (String stage : List.of("dev", "prod", "eu")) {
      activities.probed(new ProbedRequest(stage, null, List.of(), clock.instant()));
    }
  }

  private static Reference prod(String tag) {
    return TARGET.tagged(new Tag(tag));
  }

  private List<String> reasons(Reference image, Digest digest, RemovalKind kind) {
    activities.remember(in("prod", life(image, 1, unused(), digest)));
    learn(image, digest);
    Inquiry inquiry = evidence(image, digest, kind, now().minusSeconds(60), now()).inquiry();
    return inquiry instanceof Inquiry.Later(_, var reasons, _) ? reasons : List.of();
  }

  private List<String> reasons(Reference image, int digest) {
    return reasons(image, digest(digest), RemovalKind.QUARANTINE);
  }

  @Test
  void keepsWhatIsThereAndTheLastOnesBeforeIt() {
    configure(path().keepLast(2));
    for (int i = 1; i <= 5; i++) {
      promoted("1." + i, i);
    }
    nothingElseKeeps();

    assertThat(reasons(prod("1.5"), 5))
        .containsExactly("promoted to prod by to-prod on 2026-11-01 (what is there now)");
    assertThat(reasons(prod("1.4"), 4))
        .containsExactly("promoted to prod by to-prod on 2026-11-01 (rollback target 1 of 2)");
    assertThat(reasons(prod("1.3"), 3))
        .containsExactly("promoted to prod by to-prod on 2026-11-01 (rollback target 2 of 2)");
    assertThat(reasons(prod("1.2"), 2)).isEmpty();
  }

  @Test
  void keepsThemFromDeletionOutOfQuarantineToo() {
    configure(path().keepLast(1));
    promoted("1.1", 1);
    promoted("1.2", 2);
    nothingElseKeeps();

    assertThat(reasons(prod("1.1"), digest(1), RemovalKind.DELETE)).hasSize(1);
    Removals.Claim claim =
        new Removals.Claim(
            WorkflowIds.life(prod("1.1")),
            prod("1.1"),
            digest(1),
            1,
            now().minusSeconds(60),
            "in-0",
            RemovalKind.DELETE);
    assertThat(removals.objections(claim).toString()).contains("rollback target 1 of 1");
  }

  @Test
  void keepsNoMoreThanWhatIsThereWhereNobodyGoesBack() {
    configure(path().keepLast(0));
    promoted("1.1", 1);
    promoted("1.2", 2);
    nothingElseKeeps();

    assertThat(reasons(prod("1.2"), 2)).hasSize(1);
    assertThat(reasons(prod("1.1"), 1)).isEmpty();
  }

  @Test
  void keepsTheDigestThatAMovedTagHadBefore() {
    configure(path().moves().keepLast(1));
    promoted("stable", 1);
    promoted("stable", 2);
    promoted("stable", 3);
    promoted("canary", 4);
    nothingElseKeeps();

    assertThat(reasons(TARGET.pinned(digest(2)), 2))
        .containsExactly("promoted to prod by to-prod on 2026-11-01 (rollback target 1 of 1)");
    assertThat(reasons(TARGET.pinned(digest(1)), 1)).isEmpty();
    assertThat(reasons(prod("stable"), 3)).hasSize(1);
    assertThat(reasons(prod("canary"), 4)).hasSize(1);
  }

  @Test
  void letsATagGoThatSomebodyElseMoved() {
    configure(path());
    promoted("1.1", 1);
    nothingElseKeeps();

    assertThat(reasons(prod("1.1"), 9)).isEmpty();
    assertThat(reasons(prod("other"), 1)).isEmpty();
    assertThat(reasons(TARGET.pinned(digest(1)), 1)).hasSize(1);
  }

  @Test
  void hasWhatWasGoneBackToAsWhatIsThere() {
    configure(path().keepLast(1));
    promoted("1.1", 1);
    promoted("1.2", 2);
    promoted("1.3", 3);
    later(Duration.ofHours(1));
    remember(back("back", "1.2", digest(2)), PROMOTED);
    nothingElseKeeps();

    assertThat(reasons(prod("1.2"), 2).getFirst()).contains("what is there now");
    assertThat(reasons(prod("1.3"), 3).getFirst()).contains("rollback target 1 of 1");
    assertThat(reasons(prod("1.1"), 1)).isEmpty();
  }

  @Test
  void keepsWhatIsAtTheGatesInBothStagesUntilItMustHaveExpired() {
    configure(path());
    nothingElseKeeps();
    remember(order("a", "1.1", digest(1)), PromotionState.WAITING);
    Reference source = SOURCE.tagged(new Tag("1.1"));

    assertThat(reasons(source, 1))
        .containsExactly(id("1.1") + " takes it from here, and is at its gates");
    assertThat(reasons(prod("1.1"), 1))
        .containsExactly(id("1.1") + " brings it, and is at its gates");
    assertThat(reasons(SOURCE.pinned(digest(1)), 1)).hasSize(1);
    assertThat(reasons(SOURCE.pinned(digest(2)), 2)).isEmpty();

    later(Duration.ofDays(8));
    trusted(now().minusSeconds(10), OTHER);
    assertThat(reasons(source, 1)).isEmpty();
  }

  @Test
  void keepsWhatMovesHoweverLongThatTakes() {
    configure(path());
    remember(order("a", "1.1", digest(1)), PromotionState.MOVING);
    nothingElseKeeps();

    assertThat(reasons(SOURCE.tagged(new Tag("1.1")), 1))
        .containsExactly(id("1.1") + " takes it from here");
  }

  private PromotionStatus moving(PromotionOrder order, Destination.Step step) {
    return status(order, PromotionState.MOVING, destination("prod", order.target(), step));
  }

  @Test
  void hasWhatIsTaggedAsWhatIsThereAlthoughItStillMoves() {
    configure(path());
    promoted("1.1", 1);
    promoted("1.2", 2);
    later(Duration.ofHours(1));
    promoting.remember(moving(order("a", "1.3", digest(3)), Destination.Step.COPIED));
    assertThat(goesBackTo()).isEqualTo(digest(1));

    promoting.remember(moving(order("a", "1.3", digest(3)), Destination.Step.TAGGED));
    assertThat(goesBackTo()).isEqualTo(digest(2));
    assertThat(promotions.history(TARGET, ""))
        .extracting(Promotions.Brought::tag)
        .containsExactly("1.3", "1.2", "1.1");
  }

  @Test
  void staysAtWhatWasGoneBackToWhenWhatWasLeftArrivesAfterAll() {
    configure(path());
    promoted("1.2", 2);
    later(Duration.ofHours(1));
    PromotionStatus late = moving(order("a", "1.3", digest(3)), Destination.Step.TAGGED);
    promoting.remember(late);
    later(Duration.ofHours(1));
    remember(back("b", "1.2", digest(2)), PROMOTED);
    later(Duration.ofHours(1));
    promoting.remember(
        new PromotionStatus(
            late.id(),
            late.order(),
            PROMOTED,
            late.gates(),
            late.statements(),
            late.destinations(),
            late.commits(),
            "",
            late.orderedAt(),
            late.movedAt(),
            null,
            late.refusals()));

    assertThat(promotions.history(TARGET, ""))
        .extracting(Promotions.Brought::tag)
        .containsExactly("1.2", "1.3");
  }

  private Digest goesBackTo() {
    PromotionOrder order =
        ordering.back(new PromotionOrdering.RollbackWish("w", TARGET, null, null, "ann")).order();
    return Objects.requireNonNull(order).digest();
  }

  @Test
  void keepsWhatWasSupersededNowhere() {
    configure(path());
    remember(order("a", "1.1", digest(1)), PromotionState.WAITING);
    remember(order("a", "1.1", digest(1)), PromotionState.SUPERSEDED);
    nothingElseKeeps();

    assertThat(reasons(SOURCE.tagged(new Tag("1.1")), 1)).isEmpty();
    assertThat(reasons(prod("1.1"), 1)).isEmpty();
  }

  @Test
  void keepsItInEveryDestinationWhoseTagWasWrittenAlthoughItWasStopped() {
    configure(path().between("dev", "prod", "eu"));
    Reference eu = Reference.parse("eu:5000/prod/team/app:1.1");
    promoting.remember(
        status(
            order("a", "1.1", digest(1)),
            PromotionState.REFUSED,
            destination("prod", prod("1.1"), Destination.Step.NONE),
            destination("eu", eu, Destination.Step.TAGGED)));
    nothingElseKeeps();

    assertThat(reasons(prod("1.1"), 1)).isEmpty();
    assertThat(reasons(eu, 1)).singleElement().asString().contains("promoted to eu by to-prod");
  }

  @Test
  void keepsWhatFloatingTagsNameHoweverManyCameSince() {
    configure(path().keepLast(0));
    promoted("1.1", 1);
    promoted("1.2", 2);
    promoting.floated(new FloatedNotice(id("1.1"), prod("1"), new Tag("1.1"), digest(1)));
    promoting.floated(new FloatedNotice(id("1.2"), prod("latest"), new Tag("1.2"), digest(2)));
    nothingElseKeeps();

    assertThat(reasons(prod("latest"), 2)).hasSize(1);
    assertThat(reasons(prod("1"), 1).getFirst()).contains("app:1 follows 1.1");
    assertThat(reasons(prod("1.1"), 1)).hasSize(1);
    assertThat(reasons(prod("1"), 9)).isEmpty();
  }

  @Test
  void keepsWhatALostPathPromotedForAGracePeriodMore() {
    configure(path());
    promoted("1.1", 1);
    nothingElseKeeps();
    configure();
    assertThat(reasons(prod("1.1"), 1)).hasSize(1);

    later(GRACE.minusSeconds(1));
    trusted(now().minusSeconds(10), OTHER);
    assertThat(reasons(prod("1.1"), 1)).hasSize(1);

    later(Duration.ofSeconds(1));
    assertThat(reasons(prod("1.1"), 1)).isEmpty();
    configure(path());
    assertThat(reasons(prod("1.1"), 1)).hasSize(1);
  }

  /** Against a model that knows nothing of lines, rows and states. */
  @Test
  void neverLetsARollbackTargetGoWhateverHappened() {
    for (int seed = 1; seed <= 5; seed++) {
      clear();
      Random random = new Random(seed);
      int kept = random.nextInt(4);
      configure(path().keepLast(kept));
      List<Integer> model = new ArrayList<>();
      List<Integer> older = new ArrayList<>();
      for (int step = 0; step < 25; step++) {
        int version = 1 + random.nextInt(8);
        later(Duration.ofMinutes(1));
        String request = "r%d".formatted(step);
        switch (random.nextInt(4)) {
          case 0 ->
              remember(order(request, "1." + version, digest(version)), PromotionState.EXPIRED);
          case 1 -> {
            remember(back(request, "1." + version, digest(version)), PROMOTED);
            model.remove(Integer.valueOf(version));
            model.addFirst(version);
          }
          default -> {
            remember(order(request, "1." + version, digest(version)), PromotionState.WAITING);
            remember(order(request, "1." + version, digest(version)), PROMOTED);
            boolean behind = !model.isEmpty() && version < model.getFirst();
            (behind ? older : model).remove(Integer.valueOf(version));
            (behind ? older : model).addFirst(version);
          }
        }
      }
      nothingElseKeeps();
      for (int version = 1; version <= 8; version++) {
        assertThat(reasons(prod("1." + version), version).isEmpty())
            .as("seed %d: 1.%d of %s and %s, %d kept", seed, version, model, older, kept)
            .isEqualTo(isBeyond(model, version, kept) && isBeyond(older, version, kept));
      }
    }
  }

  private static boolean isBeyond(List<Integer> line, int version, int kept) {
    int place = line.indexOf(version);
    return place < 0 || place > kept;
  }

  @Test
  void hasOlderVersionsBesideWhatIsThere() {
    configure(path().keepLast(1));
    promoted("2.2", 22);
    promoted("2.3", 23);
    promoted("1.8", 18);
    promoted("1.9", 19);
    promoted("1.10", 20);
    assertThat(goesBackTo()).isEqualTo(digest(22));
    assertThat(promotions.history(TARGET, ""))
        .extracting(Promotions.Brought::tag)
        .containsExactly("2.3", "2.2");

    nothingElseKeeps();
    assertThat(reasons(prod("2.3"), 23).getFirst()).contains("what is there now");
    assertThat(reasons(prod("2.2"), 22).getFirst()).contains("rollback target 1 of 1");
    assertThat(reasons(prod("1.10"), 20))
        .containsExactly(
            "promoted to prod by to-prod on 2026-11-01 (an older version than 2.3, which was"
                + " there)");
    assertThat(reasons(prod("1.9"), 19)).hasSize(1);
    assertThat(reasons(prod("1.8"), 18)).isEmpty();
  }

  @Test
  void tellsWhatWasBroughtAndWhatOneCanGoBackTo() {
    configure(path().keepLast(1));
    promoted("1.1", 1);
    promoted("1.2", 2);
    promoted("1.3", 3);
    Instant last = now();

    assertThat(promotions.lines(TARGET)).containsExactly("");
    List<Promotions.Brought> history = promotions.history(TARGET, "");
    assertThat(history).extracting(Promotions.Brought::tag).containsExactly("1.3", "1.2", "1.1");
    assertThat(history).extracting(Promotions.Brought::kept).containsExactly(true, true, false);
    assertThat(history.getFirst().at()).isEqualTo(last);
    assertThat(history.getFirst().known().status().id()).isEqualTo(id("1.3"));
  }
}
