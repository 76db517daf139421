package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.LaterRequest;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.activity.StageTarget;
import dev.laytime.activity.StatementRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts for a promotion, as the ledger has it. */
class PromotionLedgerTest extends PromotingTest {

  private static final Reference DEV = SOURCE.tagged(new Tag("1.1"));
  private static final Reference PROD = TARGET.tagged(new Tag("1.1"));
  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

  private static PromotionOrder other(Reference source, Reference target) {
    return new PromotionOrder(
        "r1", "to-prod", PromotionOrder.Kind.PROMOTE, source, digest(1), "prod", target, "ann");
  }

  // The path

  @Test
  void hasNoPathWhereNoneIsCalledSoOrAStageIsGone() {
    configure();
    assertThat(promoting.orders(ORDER).path()).isNull();

    configure(path().between("dev", "prod", "gone"));
    assertThat(promoting.orders(ORDER).path()).isNull();

    configure(path());
    assertThat(promoting.orders(ORDER).path()).isEqualTo(path().settings().path());
  }

  @Test
  void namesTheImageInEveryDestination() {
    configure(path().between("dev", "prod", "eu"));

    assertThat(promoting.orders(ORDER).targets())
        .containsExactly(
            new StageTarget("prod", PROD),
            new StageTarget("eu", Reference.parse("eu:5000/prod/team/app:1.1")));
  }

  @Test
  void refusesWhatDoesNotGoItsPathWhoeverOrderedIt() {
    configure(path().repositories("team/*").tags("1.*"));
    assertThat(promoting.orders(ORDER).forbidden()).isNull();

    assertThat(
            promoting
                .orders(other(Reference.parse("evil:5000/dev/team/app:1.1"), PROD))
                .forbidden())
        .contains("is another image");
    assertThat(promoting.orders(other(SOURCE.tagged(new Tag("1.2")), PROD)).forbidden())
        .contains("is another image");
    assertThat(
            promoting
                .orders(other(DEV, Reference.parse("reg:5000/elsewhere/team/app:1.1")))
                .forbidden())
        .contains("leads into stage prod");
    assertThat(
            promoting
                .orders(other(SOURCE.tagged(new Tag("2.0")), TARGET.tagged(new Tag("2.0"))))
                .forbidden())
        .contains("see its repositories and tags");
    assertThat(
            promoting
                .orders(
                    other(
                        Reference.parse("reg:5000/dev/other/app:1.1"),
                        Reference.parse("reg:5000/prod/other/app:1.1")))
                .forbidden())
        .contains("see its repositories and tags");
  }

  @Test
  void goesBackOnlyToWhatWasThereUnderThatTag() {
    configure(path());
    promoted("1.1", 1);

    assertThat(promoting.orders(back("b", "1.1", digest(1))).forbidden()).isNull();
    assertThat(promoting.orders(back("b", "1.1", digest(2))).forbidden())
        .contains("no promotion brought");
    assertThat(promoting.orders(back("b", "1.2", digest(1))).forbidden())
        .contains("no promotion brought");
  }

  @Test
  void hearsWhatPeopleForbidInAnyDestination() {
    configure(path().between("dev", "prod", "eu"));
    wishes.forbid(Reference.parse("eu:5000/prod/team/app:1.1"), "bob", "broken", clock.instant());
    assertThat(promoting.orders(ORDER).forbidden())
        .startsWith("eu:5000/prod/team/app:1.1 is forbidden by bob")
        .endsWith("broken");

    wishes.allow(Reference.parse("eu:5000/prod/team/app:1.1"), "bob", clock.instant());
    assertThat(promoting.orders(ORDER).forbidden()).isNull();

    wishes.forbid(DEV.withDigest(digest(1)), "bob", "stolen key", clock.instant());
    assertThat(promoting.orders(ORDER).forbidden()).contains("stolen key");
  }

  // Presence

  @Test
  void knowsSinceWhenTheSourceHasItWithoutABreak() {
    configure(path());
    assertThat(promoting.orders(ORDER).presentSince()).isNull();

    appears("team/app:1.1", 1);
    later(Duration.ofHours(1));
    activities.remember(in("dev", life(DEV, 1, unused(), digest(1))));
    assertThat(promoting.orders(ORDER).presentSince()).isEqualTo(START);
    assertThat(promoting.orders(order("r1", "1.1", digest(2))).presentSince()).isNull();

    later(Duration.ofHours(1));
    appears("team/app:1.1", 2);
    appears("team/app:1.1", 1);
    assertThat(promoting.orders(ORDER).presentSince()).isEqualTo(now());
  }

  @Test
  void takesEveryDoubtAboutTheSourceForABreak() {
    configure(path());
    appears("team/app:1.1", 1);
    later(Duration.ofHours(1));

    activities.remember(in("dev", life(DEV, 1, new LifeState.Wanted(), digest(1))));
    assertThat(promoting.orders(ORDER).presentSince()).isNull();

    appears("team/app:1.1", 1);
    assertThat(promoting.orders(ORDER).presentSince()).isEqualTo(now());

    activities.remember(in("dev", life(DEV, 2, quarantined(now()), digest(1))));
    assertThat(promoting.orders(ORDER).presentSince()).isNull();
  }

  @Test
  void tellsWhatIsUnderATag() {
    configure(path());
    assertThat(ordering.present(DEV)).isEmpty();
    appears("team/app:1.1", 1);
    assertThat(ordering.present(DEV)).contains(digest(1));
  }

  // Released versions

  @Test
  void knowsAVersionThatWasReleasedAsSomethingElse() {
    configure(path().between("dev", "prod", "eu"));
    promoting.remember(
        status(
            order("r0", "1.1", digest(9)),
            PromotionState.REFUSED,
            destination(
                "eu", Reference.parse("eu:5000/prod/team/app:1.1"), Destination.Step.TAGGED)));

    assertThat(promoting.orders(ORDER).released()).isEqualTo(digest(9));
    assertThat(promoting.orders(order("r1", "1.1", digest(9))).released()).isNull();
    assertThat(promoting.orders(order("r1", "1.2", digest(1))).released()).isNull();
  }

  @Test
  void letsWhatIsNoVersionAndWhatNeverArrivedBeSomethingElse() {
    configure(path());
    promoted("stable", 9);
    assertThat(promoting.orders(order("r1", "stable", digest(1))).released()).isNull();

    remember(order("r0", "1.1", digest(9)), PromotionState.EXPIRED);
    assertThat(promoting.orders(ORDER).released()).isNull();
  }

  // Holds

  @Test
  void isHeldByAPersonsWordAndByAPauseOfADestination() {
    configure(path().between("dev", "prod", "eu"));
    assertThat(promoting.orders(ORDER).hold()).isNull();

    wishes.pauseStage("eu", "bob", "freeze", null, now());
    assertThat(promoting.orders(ORDER).hold()).contains("stage eu is paused by bob", "freeze");

    holds.hold(new PromotionHolds.Hold("to-prod", TARGET, "cid", null, "bad release", now()));
    assertThat(promoting.orders(ORDER).hold())
        .isEqualTo("held by cid since %s: bad release".formatted(now()));
    assertThat(holds.holds()).hasSize(1);

    PromotionHolds.Release release =
        new PromotionHolds.Release("to-prod", TARGET, "dan", "oidc https://idp", "mended", now());
    assertThat(holds.release(release)).isTrue();
    assertThat(holds.release(release)).isFalse();
    assertThat(holds.releases(10))
        .containsExactly(new PromotionHolds.Released(release, "cid", "bad release", now()));
    wishes.resumeStage("eu", "bob", now());
    assertThat(promoting.orders(ORDER).hold()).isNull();
  }

  // Proofs

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

  @Test
  void knowsAnOrderAsProvenOnlyWhereAllOfItFits() {
    configure(path());
    assertThat(promoting.orders(ORDER).verified()).isFalse();

    proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    assertThat(promoting.orders(ORDER).verified()).isTrue();
    assertThat(promoting.orders(order("r2", "1.1", digest(1))).verified()).isFalse();
    assertThat(promoting.orders(order("r1", "1.2", digest(1))).verified()).isFalse();
    assertThat(promoting.orders(order("r1", "1.1", digest(2))).verified()).isFalse();
    PromotionOrder byBob =
        new PromotionOrder(
            "r1", "to-prod", PromotionOrder.Kind.PROMOTE, DEV, digest(1), "prod", PROD, "bob");
    assertThat(promoting.orders(byBob).verified()).isFalse();
    assertThat(promoting.orders(back("r1", "1.1", digest(1))).verified()).isFalse();
  }

  @Test
  void keepsTheFirstWordOfARequest() {
    proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    assertThatThrownBy(() -> proven.write(word(Kind.PROMOTE, id("1.2"), digest(1), null)))
        .isInstanceOf(Wishes.RefusedException.class)
        .hasMessageContaining("'r1'");
  }

  private Statement said(String gate, boolean passed, String by) {
    Statement statement =
        new Statement("r1", gate, digest(1), "hash", passed, by, null, "fine", START);
    Statement counted =
        promoting.state(new StatementRequest(id("1.1"), "to-prod", statement)).statement();
    assertThat(ledger.promotions().of(id("1.1"))).containsExactly(counted);
    return counted;
  }

  private void gates() {
    configure(
        path().gates(new Gate.Approved("approved", 1, true, List.of()), new Gate.Checked("smoke")));
  }

  @Test
  void knowsAnApprovalAsProvenWhereItsWordWasWrittenDownBefore() {
    gates();
    proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));

    assertThat(said("approved", true, "ann").proof()).isEqualTo("oidc https://idp");
  }

  @Test
  void knowsNoApprovalAsProvenByAWordForSomethingElse() {
    gates();
    proven.write(word(Kind.CHECK, id("1.1"), digest(1), "smoke"));
    assertThat(said("approved", true, "ann").verified()).isFalse();

    clear();
    gates();
    proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));
    assertThat(said("approved", true, "bob").verified()).isFalse();

    clear();
    gates();
    proven.write(word(Kind.CHECK, id("1.1"), digest(1), "smoke"));
    assertThat(said("smoke", false, "ann").verified()).isFalse();
  }

  @Test
  void takesTheSameStatementOnce() {
    gates();
    Statement first = said("smoke", true, "ann");
    later(Duration.ofHours(1));

    assertThat(said("smoke", false, "eve")).isEqualTo(first);
  }

  @Test
  void refusesForGoodWhatNoRowCanHold() {
    gates();
    Statement odd =
        new Statement(
            "r".repeat(256), "smoke", digest(1), "hash", true, "ann", null, "fine", START);
    assertThatThrownBy(() -> promoting.state(new StatementRequest(id("1.1"), "to-prod", odd)))
        .isInstanceOf(Wishes.RefusedException.class);
  }

  // What is written down

  @Test
  void takesNobodysOrderForThePathsOwn() {
    configure(path());
    assertThat(promoting.orders(order("automatic/to-prod/1", "1.1", digest(1))).automatic())
        .isFalse();
    configure(path().seen());
    assertThat(promoting.orders(order("automatic/to-prod/1", "1.1", digest(1))).automatic())
        .isFalse();
  }

  @Test
  void keepsTheEndOfAPromotionAndItsOrderWithItsProof() {
    configure(path());
    proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    remember(ORDER, PromotionState.WAITING);
    assertThat(promoting.running()).containsExactly(id("1.1"));
    remember(ORDER, PROMOTED);
    later(Duration.ofHours(1));
    remember(ORDER, PromotionState.MOVING);
    remember(ORDER, PromotionState.REFUSED);

    Promotions.Known known = promotions.find(id("1.1")).orElseThrow();
    assertThat(known.status().state()).isEqualTo(PROMOTED);
    assertThat(known.proof()).isEqualTo("oidc https://idp");
    assertThat(known.automatic()).isFalse();
    assertThat(known.endedAt()).isEqualTo(START);
    assertThat(promoting.running()).isEmpty();
    assertThat(promotions.find(id("1.1"), "r1")).contains(known);
  }

  @Test
  void writesDownAnotherRunOfAnOrderThatBroughtNothing() {
    configure(path());
    remember(ORDER, PromotionState.EXPIRED);
    later(Duration.ofHours(1));
    assertThat(promoting.orders(ORDER).forbidden()).isNull();
    remember(ORDER, PromotionState.WAITING);
    assertThat(promoting.running()).containsExactly(id("1.1"));
    remember(ORDER, PROMOTED);

    assertThat(promotions.find(id("1.1")).orElseThrow().endedAt()).isEqualTo(now());
    assertThat(promotions.history(TARGET, "")).hasSize(1);
  }

  @Test
  void refusesARequestIdThatAnotherDigestHasOrThatIsCarriedOut() {
    configure(path().moves());
    remember(ORDER, PromotionState.WAITING);
    PromotionOrder other = order("r1", "1.1", digest(2));
    later(Duration.ofHours(1));
    assertThat(promoting.orders(other).forbidden())
        .isEqualTo(
            "the request id r1 is that of %s: give each order one of its own".formatted(digest(1)));
    remember(other, PromotionState.REFUSED);
    assertThat(promotions.find(id("1.1"), "r1").orElseThrow().status().order()).isEqualTo(ORDER);

    assertThat(promoting.orders(ORDER).forbidden()).isNull();
    remember(ORDER, PROMOTED);
    assertThat(promoting.orders(ORDER).forbidden()).contains("r1 was carried out already");
  }

  @Test
  void listsPromotionsTheLastFirst() {
    configure(path());
    promoted("1.1", 1);
    promoted("1.2", 2);
    later(Duration.ofHours(1));
    remember(order("r3", "1.3", digest(3)), PromotionState.WAITING);

    assertThat(list(null, null, null, 10)).containsExactly("1.3", "1.2", "1.1");
    assertThat(list(null, null, null, 1)).containsExactly("1.3");
    assertThat(list("prod", TARGET, PromotionState.WAITING, 10)).containsExactly("1.3");
    assertThat(list("dev", null, null, 10)).isEmpty();
    assertThat(list(null, SOURCE, null, 10)).isEmpty();
  }

  private List<String> list(
      @Nullable String stage,
      @Nullable Repository repository,
      @Nullable PromotionState state,
      int limit) {
    return promotions
        .list(
            new Promotions.Filter(
                stage, repository == null ? null : repository.toString(), state, null, limit))
        .stream()
        .map(known -> String.valueOf(known.status().order().target().tag()))
        .toList();
  }

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
    return promoting.later(new LaterRequest(status, "manifests"));
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
  void refusesWhatWasSupersededHoweverLateItIsGivenAgain() {
    configure(path().moves());
    remember(ORDER, PromotionState.SUPERSEDED);
    later(Duration.ofDays(1));
    // A new run tells that it begins before it reads anything.
    remember(ORDER, PromotionState.WAITING);
    assertThat(promoting.orders(ORDER).forbidden()).startsWith("request r1 was superseded");
    assertThat(promotions.find(id("1.1")).orElseThrow().status().state())
        .isEqualTo(PromotionState.SUPERSEDED);
  }

  @Test
  void tellsWhenGatesAreOpenByTheClockOfTheirZone() {
    configure(
        path()
            .gates(
                new Gate.Opened(
                    "day", List.of(), LocalTime.MIDNIGHT, LocalTime.NOON, ZoneOffset.UTC)));
    Instant midnight = now().truncatedTo(ChronoUnit.DAYS);
    assertThat(promoting.orders(ORDER).openings())
        .singleElement()
        .satisfies(opening -> {
          assertThat(opening.gate()).isEqualTo("day");
          assertThat(opening.closes()).isAfter(now());
          assertThat(opening.opens()).isAfterOrEqualTo(midnight);
        });
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

  // Orders of wishes

  private PromotionWishResult find(String image, @Nullable String stage) {
    return ordering.find(
        new PromotionWish("r1", Reference.parse("reg:5000/" + image), digest(1), stage, "ann"));
  }

  @Test
  void makesAnOrderOfAWish() {
    configure(path().tags("1.*"));

    assertThat(find("dev/team/app:1.1", "prod").order()).isEqualTo(ORDER);
    assertThat(find("dev/team/app:1.1", null).order()).isEqualTo(ORDER);
    assertThat(ordering.id(ORDER)).isEqualTo(id("1.1"));
    assertThat(find("dev/team/app:2.0", "prod").refusal()).contains("goes no path", "to-prod");
    assertThat(find("dev/team/app:1.1", "eu").refusal())
        .isEqualTo("no path leads from stage dev to eu; from there one can go to [prod]");
    assertThat(find("elsewhere/team/app:1.1", "prod").refusal()).contains("in a stage");
  }

  @Test
  void saysWhichPathsThereAreWhereAnImageGoesSeveral() {
    configure(path(), path().name("to-eu").between("dev", "eu"));

    assertThat(find("dev/team/app:1.1", null).refusal())
        .contains("to-prod (to prod)", "to-eu (to eu)");
    assertThat(find("dev/team/app:1.1", "prod").order()).isEqualTo(ORDER);
  }

  private PromotionWishResult back(@Nullable String tag, @Nullable String to) {
    return ordering.back(new PromotionOrdering.RollbackWish("r9", TARGET, tag, to, "ann"));
  }

  @Test
  void goesBackToWhatWasThereBefore() {
    configure(path());
    assertThat(back(null, null).refusal()).contains("nothing was promoted");
    promoted("1.1", 1);
    assertThat(back(null, null).refusal()).contains("before what is there now");
    promoted("1.2", 2);
    promoted("1.3", 3);

    PromotionOrder order = Objects.requireNonNull(back(null, null).order());
    assertThat(order.digest()).isEqualTo(digest(2));
    assertThat(order.target()).isEqualTo(TARGET.tagged(new Tag("1.2")));
    assertThat(order.kind()).isEqualTo(PromotionOrder.Kind.ROLLBACK);
    assertThat(promoting.orders(order)).extracting(PromotionOrders::forbidden).isNull();
    assertThat(Objects.requireNonNull(back(null, "1.1").order()).digest()).isEqualTo(digest(1));
    assertThat(Objects.requireNonNull(back("1.3", digest(1).value()).order()).target())
        .isEqualTo(PROD);
    assertThat(back(null, "1.9").refusal()).contains("no promotion brought 1.9");
  }

  @Test
  void asksForTheTagWhereTagsAreMoved() {
    configure(path().moves());
    promoted("canary", 7);
    promoted("stable", 1);
    promoted("stable", 2);

    assertThat(back(null, null).refusal()).contains("say which");
    PromotionOrder order = Objects.requireNonNull(back("stable", null).order());
    assertThat(order.digest()).isEqualTo(digest(1));
    assertThat(order.target()).isEqualTo(TARGET.tagged(new Tag("stable")));
  }
}
