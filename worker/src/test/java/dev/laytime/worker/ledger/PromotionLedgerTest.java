package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.StatementRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.Statement;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of promotions, and written down. */
class PromotionLedgerTest extends PromotingTest {

  private static final Reference DEV = SOURCE.tagged(new Tag("1.1"));
  private static final Reference PROD = TARGET.tagged(new Tag("1.1"));
  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

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
    assertThat(holds.release(release, null)).isTrue();
    assertThat(holds.release(release, null)).isFalse();
    assertThat(holds.releases(10))
        .containsExactly(new PromotionHolds.Released(release, "cid", "bad release", now()));
    wishes.resumeStage("eu", "bob", now());
    assertThat(promoting.orders(ORDER).hold()).isNull();
  }

  private boolean held(PromotionOrder order) {
    return promoting.orders(order).hold() != null;
  }

  private static PromotionOrder by(String path, String stage, Reference target) {
    return new PromotionOrder(
        "r1", path, PromotionOrder.Kind.PROMOTE, DEV, digest(1), stage, target, "ann");
  }

  @Test
  void holdsARepositoryWhateverThePathIsCalledThatLeadsThere() {
    Reference there = Reference.parse("eu:5000/prod/team/app:1.1");
    PathAndOrder[] ways = {
      new PathAndOrder(path(), ORDER),
      new PathAndOrder(path().name("renamed"), by("renamed", "prod", PROD)),
      new PathAndOrder(
          path().name("by-replica").between("dev", "eu", "prod"), by("by-replica", "eu", there)),
    };
    PathAndOrder elsewhere =
        new PathAndOrder(path().name("to-eu").between("dev", "eu"), by("to-eu", "eu", there));
    configure(ways[0].path, ways[1].path, ways[2].path, elsewhere.path);
    holds.hold(new PromotionHolds.Hold("to-prod", TARGET, "cid", null, "bad", now()));
    holds.hold(new PromotionHolds.Hold("gone", TARGET, "dan", null, "worse", now()));

    assertThat(ways).allMatch(way -> held(way.order));
    assertThat(held(elsewhere.order)).isFalse();
    assertThat(holds.holds(TARGET))
        .extracting(PromotionHolds.Hold::path)
        .containsExactly("gone", "to-prod");

    assertThat(holds.release(release("gone"), null)).isTrue();
    assertThat(ways).as("the other one stands").allMatch(way -> held(way.order));
    assertThat(holds.release(release("to-prod"), now().minusSeconds(1)))
        .as("nobody saw it")
        .isFalse();
    assertThat(holds.release(release("to-prod"), now())).isTrue();
    assertThat(ways).noneMatch(way -> held(way.order));
  }

  @Test
  void knowsWhatWouldGoOnWhereNothingHeldIt() {
    configure(
        path().seen(),
        path().name("by-replica").between("dev", "eu", "prod"),
        path().name("to-eu").between("dev", "eu").seen());
    remember(ORDER, PromotionState.WAITING);
    remember(order("r2", "1.2", digest(2)), PromotionState.CANCELLED);
    assertThat(holds.halted(TARGET))
        .isEqualTo(new PromotionHolds.Halted(List.of(id("1.1")), List.of("to-prod")));
    assertThat(holds.halted(Repository.parse("eu:5000/prod/team/app")))
        .isEqualTo(new PromotionHolds.Halted(List.of(), List.of("to-eu")));
  }

  @Test
  void holdsAsBeforeWhatIsTakenBack() {
    PromotionHolds.Hold first =
        new PromotionHolds.Hold("to-prod", TARGET, "cid", null, "bad", now());
    assertThat(holds.hold(first)).isEmpty();
    later(Duration.ofMinutes(1));
    PromotionHolds.Hold second =
        new PromotionHolds.Hold("to-prod", TARGET, "eve", null, "mine", now());
    PromotionHolds.Hold other =
        new PromotionHolds.Hold("hotfix", TARGET, "eve", null, "mine", now());
    assertThat(holds.hold(second)).contains(first);
    assertThat(holds.hold(other)).isEmpty();

    holds.takeBack(second, first);
    holds.takeBack(second, null);
    holds.takeBack(other, null);
    assertThat(holds.holds()).containsExactly(first);
  }

  private record PathAndOrder(Path path, PromotionOrder order) {}

  private PromotionHolds.Release release(String path) {
    return new PromotionHolds.Release(path, TARGET, "dan", null, "mended", now());
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

    String nonce = proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    assertThat(promoting.orders(ORDER.with(nonce)).verified()).isTrue();
    assertThat(promoting.orders(ORDER).verified()).as("somebody who knows its id").isFalse();
    assertThat(promoting.orders(ORDER.with("guessed")).verified()).isFalse();
    assertThat(promoting.orders(order("r2", "1.1", digest(1)).with(nonce)).verified()).isFalse();
    assertThat(promoting.orders(order("r1", "1.2", digest(1)).with(nonce)).verified()).isFalse();
    assertThat(promoting.orders(order("r1", "1.1", digest(2)).with(nonce)).verified()).isFalse();
    PromotionOrder byBob =
        new PromotionOrder(
            "r1", "to-prod", PromotionOrder.Kind.PROMOTE, DEV, digest(1), "prod", PROD, "bob");
    assertThat(promoting.orders(byBob.with(nonce)).verified()).isFalse();
    assertThat(promoting.orders(back("r1", "1.1", digest(1)).with(nonce)).verified()).isFalse();
  }

  @Test
  void keepsTheFirstWordOfARequest() {
    String nonce = proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null));
    assertThat(proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null))).isEqualTo(nonce);
    assertThatThrownBy(() -> proven.write(word(Kind.PROMOTE, id("1.2"), digest(1), null)))
        .isInstanceOf(Wishes.RefusedException.class)
        .hasMessageContaining("'r1'");
  }

  private Statement said(String gate, boolean passed, String by) {
    return said(gate, passed, by, null);
  }

  private Statement said(String gate, boolean passed, String by, @Nullable String nonce) {
    Statement statement =
        new Statement("r1", gate, digest(1), "hash", passed, by, null, "fine", START);
    Statement counted =
        promoting
            .state(new StatementRequest(id("1.1"), "to-prod", "r1", START, statement, nonce))
            .statement();
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
    String nonce = proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));

    assertThat(said("approved", true, "ann", nonce).proof()).isEqualTo("oidc https://idp");
  }

  @Test
  void provesWhatSomebodyElseSaidBeforeUnderTheSameId() {
    gates();
    String nonce = proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));
    assertThat(said("approved", true, "ann").verified()).isFalse();
    assertThat(said("approved", true, "bob", nonce).verified()).isFalse();
    assertThat(said("approved", true, "ann", nonce).verified()).isTrue();
    assertThat(said("approved", true, "ann").verified()).isTrue();
  }

  @Test
  void knowsNoApprovalAsProvenByAWordForSomethingElse() {
    gates();
    String check = proven.write(word(Kind.CHECK, id("1.1"), digest(1), "smoke"));
    assertThat(said("approved", true, "ann", check).verified()).isFalse();

    clear();
    gates();
    String approval = proven.write(word(Kind.APPROVE, id("1.1"), digest(1), "approved"));
    assertThat(said("approved", true, "bob", approval).verified()).isFalse();

    clear();
    gates();
    check = proven.write(word(Kind.CHECK, id("1.1"), digest(1), "smoke"));
    assertThat(said("smoke", false, "ann", check).verified()).isFalse();
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
    assertThatThrownBy(
            () -> promoting.state(new StatementRequest(id("1.1"), "to-prod", "r1", START, odd)))
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
    PromotionOrder order = ORDER.with(proven.write(word(Kind.PROMOTE, id("1.1"), digest(1), null)));
    remember(order, PromotionState.WAITING);
    assertThat(promoting.running()).containsExactly(id("1.1"));
    remember(order, PROMOTED);
    later(Duration.ofHours(1));
    remember(order, PromotionState.MOVING);
    remember(order, PromotionState.REFUSED);

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
}
