package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.LaterRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which of several promotions goes first. */
class PromotionMovesTest extends PromotingTest {

  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

  // Floating tags

  private static final Reference LATEST = TARGET.tagged(new Tag("latest"));

  private FloatingResult floating(
      String version, int digest, @Nullable Digest present, boolean back) {
    return promoting.floating(
        new FloatingRequest(id(version), LATEST, new Tag(version), digest(digest), present, back));
  }

  private void floated(String version, int digest) {
    promoting.floated(new FloatedNotice(id(version), LATEST, new Tag(version), digest(digest)));
  }

  @Test
  void movesAFloatingTagForwardAlone() {
    assertThat(floating("1.2", 2, null, false).moves()).isTrue();
    floated("1.2", 2);

    assertThat(floating("1.10", 10, digest(2), false).moves()).isTrue();
    floated("1.10", 10);
    assertThat(floating("1.3", 3, digest(10), false).reason())
        .isEqualTo("it follows 1.10, which comes after 1.3");
    assertThat(floating("1.3", 3, null, false).moves()).isFalse();
    assertThat(floating("1.3", 3, digest(10), true).moves()).isTrue();
    assertThat(ledger.promotions().in(TARGET))
        .singleElement()
        .satisfies(tag -> assertThat(tag.version()).isEqualTo(new Tag("1.10")));
  }

  @Test
  void leavesAFloatingTagAloneThatSomebodyElseMoved() {
    assertThat(floating("1.2", 2, digest(8), false).reason()).contains("no promotion put there");
    assertThat(floating("1.2", 2, digest(2), false).moves()).isTrue();
    floated("1.2", 2);
    assertThat(floating("1.3", 3, digest(8), true).reason()).contains("the last promotion of it");
    assertThat(floating("nightly", 3, digest(2), false).reason()).contains("is no version");
  }

  @Test
  void letsOnePromotionMoveAFloatingTagAtATime() {
    assertThat(floating("1.2", 2, null, false).moves()).isTrue();
    assertThat(floating("1.2", 2, null, false).moves()).isTrue();
    assertThatThrownBy(() -> floating("1.3", 3, null, false))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining(id("1.2"));

    later(Duration.ofMinutes(10));
    assertThat(floating("1.3", 3, null, false).moves()).isTrue();
    floated("1.3", 3);
    assertThat(floating("1.4", 4, digest(3), false).moves()).isTrue();
  }

  // What moves after another one

  @Test
  void tellsAPromotionThatAnotherOneMovedAfterIt() {
    configure(path().between("dev", "prod", "eu").git("manifests"));
    PromotionStatus first = status(order("a", "1.1", digest(1)), PromotionState.MOVING);
    promoting.remember(first);
    later(Duration.ofMinutes(1));
    remember(order("b", "1.3", digest(3)), PromotionState.WAITING);
    remember(order("c", "1.4", digest(4)), PromotionState.REFUSED);
    assertThat(moved(first)).isEmpty();

    PromotionStatus second = status(order("d", "1.2", digest(2)), PromotionState.MOVING);
    promoting.remember(second);
    assertThat(moved(first)).isEqualTo("superseded by " + id("1.2"));
    assertThat(moved(second)).isEmpty();
  }

  /** What moved after it, as it would write the manifests. */
  private String moved(PromotionStatus status) {
    String moved = promoting.later(new LaterRequest(status, "manifests"));
    assertThat(promoting.laterThan(new GitWriteRequest(status.id(), status.order(), "manifests")))
        .as("asked right before the push")
        .isEqualTo(moved);
    return moved;
  }

  @Test
  void leavesAloneWhatAnOlderVersionWouldTakeBack() {
    configure(path().git("manifests"));
    PromotionStatus newer = status(order("a", "2.3.0", digest(23)), PromotionState.MOVING);
    promoting.remember(newer);
    later(Duration.ofMinutes(1));
    PromotionStatus older = status(order("b", "1.9.9", digest(19)), PromotionState.MOVING);
    assertThat(moved(older)).as("as a plan would tell").startsWith("2.3.0 is there");
    promoting.remember(older);
    assertThat(moved(older))
        .isEqualTo(
            "2.3.0 is there, which is newer; a rollback to 1.9.9 would have this one take its"
                + " place");
    assertThat(moved(newer)).as("it is not superseded by an older one").isEmpty();

    promoting.remember(status(order("c", "2.4.0", digest(24)), PromotionState.MOVING));
    assertThat(moved(newer)).isEqualTo("superseded by " + id("2.4.0"));
  }

  @Test
  void leavesAloneOnlyWhatSomethingNewerWasWrittenTo() {
    configure(
        path().tags("1.*").git("manifests"), path().name("to-prod-2").tags("2.*").git("others"));
    promoting.remember(status(by("to-prod-2", "a", "2.3.0", 23), PromotionState.MOVING));
    PromotionStatus older = status(order("b", "1.9.9", digest(19)), PromotionState.MOVING);
    promoting.remember(older);
    assertThat(moved(older)).isEmpty();

    PromotionStatus oldest = status(order("c", "1.9.8", digest(18)), PromotionState.MOVING);
    promoting.remember(oldest);
    assertThat(moved(oldest)).startsWith("1.9.9 is there");
    assertThat(moved(older)).isEmpty();
    PromotionStatus newest = status(order("d", "1.9.10", digest(20)), PromotionState.MOVING);
    promoting.remember(newest);
    assertThat(moved(older)).isEqualTo("superseded by " + id("1.9.10"));
    assertThat(moved(newest)).isEmpty();
  }

  @Test
  void letsAnythingFollowThatNoNumberSaysIsOlder() {
    configure(path().git("manifests"));
    for (String tag : List.of("2.3.0-f00d", "2.3.0-beef", "2.3.0", "2.3.0-alpine", "nightly")) {
      PromotionStatus next = status(order(tag, tag, digest(tag.length())), PromotionState.MOVING);
      promoting.remember(next);
      assertThat(moved(next)).as(tag).isEmpty();
    }
    PromotionStatus next = status(order("last", "1.0", digest(99)), PromotionState.MOVING);
    promoting.remember(next);
    assertThat(moved(next)).as("after what is no version").isEmpty();
  }

  @Test
  void writesEachLineByItself() {
    configure(
        path().tags("1.*").git("manifests").line("v1"),
        path().name("to-prod-2").tags("2.*").git("manifests").line("v2"));
    PromotionStatus older = status(order("a", "1.9.9", digest(19)), PromotionState.MOVING);
    promoting.remember(older);
    PromotionStatus newer = status(by("to-prod-2", "b", "2.3.0", 23), PromotionState.MOVING);
    promoting.remember(newer);
    PromotionStatus next = status(order("c", "1.9.10", digest(20)), PromotionState.MOVING);
    assertThat(moved(next)).isEmpty();
    promoting.remember(next);

    assertThat(moved(older)).isEqualTo("superseded by " + id("1.9.10"));
    assertThat(moved(newer)).isEmpty();
    assertThat(moved(next)).isEmpty();
    PromotionStatus late = status(order("d", "1.8.0", digest(18)), PromotionState.MOVING);
    promoting.remember(late);
    assertThat(moved(late)).startsWith("1.9.10 is there");
  }

  @Test
  void goesForwardFromWhatWasGoneBackTo() {
    configure(path().git("manifests"));
    promoted("1.9.9", 19);
    promoted("2.3.0", 23);
    later(Duration.ofHours(1));
    PromotionStatus back = status(back("back", "1.9.9", digest(19)), PromotionState.MOVING);
    promoting.remember(back);
    assertThat(moved(back)).as("a way back is meant").isEmpty();

    PromotionStatus next = status(order("b", "1.9.10", digest(20)), PromotionState.MOVING);
    promoting.remember(next);
    assertThat(moved(next)).isEmpty();
  }

  @Test
  void tellsNothingOfWhatIsWrittenElsewhereInGit() {
    configure(path().git("manifests"), path().name("hotfix").between("eu", "prod"));
    PromotionStatus first = status(order("a", "1.1", digest(1)), PromotionState.MOVING);
    promoting.remember(first);
    later(Duration.ofMinutes(1));
    promoting.remember(status(by("hotfix", "b", "1.2", 2), PromotionState.MOVING));
    assertThat(moved(first)).isEmpty();
    configure(
        path().git("manifests"), path().name("hotfix").between("eu", "prod").git("manifests"));
    assertThat(moved(first)).isEqualTo("superseded by " + id("1.2"));
  }

  @Test
  void knowsWhatAMoveWritesInGitWhateverItsPathSaysByNow() {
    configure(path().git("manifests"));
    PromotionStatus first = writing(order("a", "1.1", digest(1)), "manifests");
    promoting.remember(first);
    later(Duration.ofMinutes(1));
    promoting.remember(writing(order("b", "1.2", digest(2)), "manifests"));
    configure(path());
    assertThat(moved(first)).isEqualTo("superseded by " + id("1.2"));

    later(Duration.ofMinutes(1));
    PromotionStatus third = writing(order("c", "1.3", digest(3)), "manifests");
    promoting.remember(third);
    later(Duration.ofMinutes(1));
    promoting.remember(writing(order("d", "1.4", digest(4))));
    configure(path().git("manifests"));
    assertThat(moved(third)).isEmpty();
  }

  /** One that moves, and writes there when all is moved. */
  private PromotionStatus writing(PromotionOrder order, String... git) {
    PromotionStatus moving = status(order, PromotionState.MOVING);
    return new PromotionStatus(
        moving.id(),
        order,
        moving.state(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "",
        moving.orderedAt(),
        moving.movedAt(),
        null,
        List.of(),
        null,
        List.of(git));
  }

  private static PromotionOrder by(String path, String requestId, String tag, int digest) {
    PromotionOrder order = order(requestId, tag, digest(digest));
    return new PromotionOrder(
        requestId,
        path,
        order.kind(),
        order.source(),
        order.digest(),
        order.stage(),
        order.target(),
        order.by());
  }

  @Test
  void tellsOfWhatMovesIntoTheSameReplica() {
    configure(path().between("dev", "prod", "eu"), path().name("to-eu").between("dev", "eu"));
    Reference there = Reference.parse("eu:5000/prod/team/app:1.1");
    assertThat(promoting.orders(ORDER).meets()).isNull();
    PromotionOrder other =
        new PromotionOrder(
            "e1",
            "to-eu",
            PromotionOrder.Kind.PROMOTE,
            ORDER.source(),
            digest(2),
            "eu",
            there,
            "bob");
    String moves = "promotion/eu/team/app:1.1";
    PromotionStatus theirs = meeting(moves, other, destination("eu", there, Destination.Step.NONE));
    promoting.remember(theirs);
    assertThat(promoting.orders(ORDER).meets()).isEqualTo(moves + " moves " + there);
    assertThat(promoting.orders(other).meets()).as("its own").isNull();

    promoting.remember(meeting(moves, other, destination("eu", there, Destination.Step.ATTESTED)));
    assertThat(promoting.orders(ORDER).meets()).as("it has only Git left").isNull();
    promoting.remember(theirs);

    // Both were at their gates, and began at the same instant.
    PromotionStatus ours =
        meeting(
            id("1.1"),
            ORDER,
            destination("prod", ORDER.target(), Destination.Step.NONE),
            destination("eu", there, Destination.Step.NONE));
    promoting.remember(ours);
    assertThat(promoting.meeting(theirs)).isEmpty();
    assertThat(promoting.meeting(ours)).isEqualTo(moves + " moves " + there);
    later(Duration.ofMinutes(1));
    promoting.remember(
        new PromotionStatus(
            moves,
            other,
            PROMOTED,
            List.of(),
            List.of(),
            theirs.destinations(),
            List.of(),
            "",
            theirs.orderedAt(),
            theirs.movedAt(),
            null,
            List.of()));
    assertThat(promoting.meeting(ours)).isEmpty();
  }

  @Test
  void letsThatGoFirstWhichTheLedgerKnewFirstWhateverTheirClocksSay() {
    configure(path().between("dev", "prod", "eu").git("manifests"));
    PromotionStatus early = there("1.2", 2);
    later(Duration.ofSeconds(1));
    PromotionStatus late = there("1.1", 1);
    promoting.remember(late);
    assertThat(promoting.meeting(late)).isEmpty();
    promoting.remember(early);

    assertThat(promoting.meeting(late)).isEmpty();
    assertThat(promoting.meeting(early)).startsWith(id("1.1") + " moves ");
    assertThat(moved(late)).isEqualTo("superseded by " + id("1.2"));
    assertThat(moved(early)).isEmpty();
    // Told again, each keeps its place.
    promoting.remember(late);
    assertThat(promoting.meeting(late)).isEmpty();
  }

  /** One that has begun to move into the replica that all of them have. */
  private PromotionStatus there(String tag, int digest) {
    return meeting(
        id(tag),
        order("r" + tag, tag, digest(digest)),
        destination("eu", Reference.parse("eu:5000/prod/team/app:1"), Destination.Step.NONE));
  }

  @Test
  void letsOneOfManyGoFirstThatBeginAtOnce() throws Exception {
    configure(path().between("dev", "prod", "eu"));
    int many = 8;
    CountDownLatch begin = new CountDownLatch(1);
    List<Future<String>> others = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(many)) {
      for (int i = 0; i < many; i++) {
        PromotionStatus one = there("1." + i, i);
        others.add(
            executor.submit(() -> {
              begin.await();
              promoting.remember(one);
              return promoting.meeting(one);
            }));
      }
      begin.countDown();
    }
    List<String> answers = new ArrayList<>();
    for (Future<String> other : others) {
      answers.add(other.get());
    }
    assertThat(answers).filteredOn(String::isEmpty).hasSize(1);
  }

  private PromotionStatus meeting(String id, PromotionOrder order, Destination... destinations) {
    return new PromotionStatus(
        id,
        order,
        PromotionState.MOVING,
        List.of(),
        List.of(),
        List.of(destinations),
        List.of(),
        "",
        now(),
        now(),
        null,
        List.of());
  }

  @Test
  void tellsNothingOfAnotherLine() {
    configure(path().moves().git("manifests"));
    PromotionStatus first = status(order("a", "stable", digest(1)), PromotionState.MOVING);
    promoting.remember(first);
    later(Duration.ofMinutes(1));
    remember(order("b", "canary", digest(2)), PROMOTED);
    assertThat(moved(first)).isEmpty();
  }

  @Test
  void movesNoFloatingTagForWhatWasRolledBackMeanwhile() {
    configure(path());
    promoted("1.1", 1);
    floated("1.1", 1);
    later(Duration.ofHours(1));
    remember(order("a", "1.2", digest(2)), PromotionState.MOVING);
    later(Duration.ofHours(1));
    remember(order("b", "1.0", digest(5)), PromotionState.MOVING);
    assertThat(floating("1.2", 2, digest(1), false).moves()).isTrue();

    later(Duration.ofHours(1));
    remember(back("c", "1.1", digest(1)), PromotionState.MOVING);
    assertThat(floating("1.2", 2, digest(1), false).reason())
        .isEqualTo("superseded by " + id("1.1"));
    later(Duration.ofHours(1));
    remember(order("d", "1.3", digest(3)), PromotionState.MOVING);
    assertThat(floating("1.1", 1, digest(2), true).reason())
        .isEqualTo("superseded by " + id("1.3"));
  }
}
