package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DEADLINE;
import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.IMAGE;
import static dev.laytime.lifecycle.Lives.OTHER;
import static dev.laytime.lifecycle.Lives.POLICY;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UNTIL;
import static dev.laytime.lifecycle.Lives.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a life does with what a person has forbidden. */
class ForbiddingTest {

  private static final String WORD = "forbidden by ann since " + START + ": CVE";
  private static final Policy NAME = forbidding(IMAGE);
  private static final Policy CONTENT = forbidding(IMAGE.repository().pinned(DIGEST));
  private static final Offer OFFER = new Offer(UPSTREAM, OTHER, "hub");

  private static Policy forbidding(Reference image) {
    return POLICY.forbidding(List.of(new Prohibition(image, "ann", START, "CVE")));
  }

  private static Decision decide(Life life, Policy policy, Instant now) {
    return Lifecycle.decide(life, policy, now);
  }

  private static Life named(Life life, Instant at) {
    return Lives.after(life, Lives.said(at, 1, 1));
  }

  private static void restsWith(Decision decided, @Nullable Instant until, String... reasons) {
    assertThat(decided).isEqualTo(new Decision.Rest(until, List.of(reasons)));
  }

  @ParameterizedTest
  @CsvSource({
    "r/app:1,        r/app:1,        a, true",
    "r/app:1,        r/app:1,         , true",
    "r/app:1,        r/app:2,        a, false",
    "r/app:1,        r/other:1,      a, false",
    "r/app:1,        r/app:1@a,      a, true",
    "r/app:1,        r/app@a,        a, false",
    "r/app@a,        r/app:1,        a, true",
    "r/app@a,        r/app:1,        b, false",
    "r/app@a,        r/app:1,         , false",
    "r/app@a,        r/app@a,         , true",
    "r/app@a,        r/app:1@a,       , true",
    "r/app@a,        r/other:1,      a, true",
    "r/app@a,        r/other:1,      b, false",
  })
  void coversATagWhateverItNamesAndADigestUnderEveryName(
      String forbidden, String name, @Nullable String digest, boolean covers) {
    Prohibition word = new Prohibition(reference(forbidden), "ann", START, "");
    Digest brought = digest == null ? null : digest(digest);
    assertThat(word.covers(reference(name), brought)).isEqualTo(covers);
  }

  private static Reference reference(String text) {
    int at = text.indexOf('@');
    String whole = at < 0 ? text : text.substring(0, at + 1) + digest(text.substring(at + 1));
    return Reference.parse("stage.example.com/" + whole);
  }

  private static Digest digest(String digit) {
    return Digest.of("sha256", digit.repeat(64));
  }

  @Test
  void waitsForLeaveToBringWhatIsNamed() {
    Life wanted = Lives.after(named(Lives.wanted(), START), new Fact.Found(START, null));
    restsWith(decide(wanted, NAME, START), null, WORD, "named by git: web");
    assertThat(decide(wanted, POLICY, START)).isInstanceOf(Decision.Acquire.class);
  }

  @Test
  void waitsForLeaveToBringADigestThatIsNamed() {
    Life begun = Life.begin(IMAGE.repository().pinned(DIGEST), START);
    Life wanted =
        Lives.after(
            named(Lives.after(begun, new Fact.Recalled(START, Lives.nothing())), START),
            new Fact.Found(START, null));
    restsWith(decide(wanted, CONTENT, START), null, WORD, "named by git: web");
    assertThat(decide(wanted, NAME, START)).isInstanceOf(Decision.Acquire.class);
  }

  @Test
  void triesNoLongerWhatFailedBefore() {
    Life failed =
        Lives.after(
            named(Lives.copying(), START),
            new Fact.CopyFailed(START, "r1", "broken", null),
            new Fact.Found(START, null));
    Life failing = Lives.after(failed, new Fact.Failed(START, "no answer", null));
    assertThat(decide(failing, NAME, START.plusSeconds(60)))
        .isEqualTo(new Decision.Become(new LifeState.Wanted(), WORD));
  }

  @Test
  void holdsInQuarantineWhatIsNamedAndDoesNotRestoreIt() {
    Life named = named(Lives.quarantined(), DEADLINE);
    Life without = forgone(named, CONTENT, "not restored: " + WORD);
    for (Instant now : List.of(DEADLINE, UNTIL.plusSeconds(1))) {
      restsWith(decide(without, CONTENT, now), null, "not restored: " + WORD, "named by git: web");
    }
    assertThat(decide(without, POLICY, DEADLINE)).isEqualTo(new Decision.Restore(DIGEST));
  }

  @Test
  void leavesOnProofLikeAnyOther() {
    assertThat(decide(Lives.unused(), CONTENT, DEADLINE))
        .isEqualTo(new Decision.Ask(RemovalKind.QUARANTINE, DEADLINE));
    assertThat(decide(Lives.cleared(Lives.quarantined(), UNTIL), NAME, UNTIL))
        .isInstanceOf(Decision.Remove.class);
    Life forAMoment =
        Lives.after(Lives.quarantined(), Lives.said(DEADLINE, 1, 1), Lives.said(DEADLINE, 2, 0));
    assertThat(decide(forgone(forAMoment, CONTENT, "not restored: " + WORD), CONTENT, UNTIL))
        .isEqualTo(new Decision.Ask(RemovalKind.DELETE, UNTIL));
  }

  @Test
  void staysForAsLongAsItIsNamedAndSaysWhatIsForbidden() {
    restsWith(
        decide(named(Lives.present(), START), CONTENT, START),
        null,
        "named by git: web",
        WORD + "; it leaves like any other, and is not brought back");
  }

  @Test
  void isWantedInVainWhereItWasNamedWhileItWasDeleted() {
    Life leaving =
        Lives.leaving(Errand.Kind.DELETE, Lives.cleared(Lives.quarantined(), UNTIL), UNTIL);
    Life deleted = Lives.after(named(leaving, UNTIL), new Fact.Removed(UNTIL, "r1", true, "", 7));
    assertThat(decide(deleted, CONTENT, UNTIL))
        .isEqualTo(new Decision.Become(new LifeState.Wanted(), "named by git: web"));
    Life unnamed = Lives.after(deleted, Lives.said(UNTIL, 2, 0));
    assertThat(decide(unnamed, CONTENT, UNTIL)).isEqualTo(new Decision.End("deleted"));
  }

  @Test
  void forgetsAnOfferThatIsForbidden() {
    Life offered =
        Lives.after(
            named(Lives.present(), START),
            new Fact.Offered(START, OFFER),
            new Fact.Held(START, DIGEST, true));
    Policy other = forbidding(IMAGE.repository().pinned(OTHER));
    assertThat(decide(offered, CONTENT, START)).isEqualTo(new Decision.Acquire(UPSTREAM, OTHER));

    Life without = forgone(offered, other, "hub offers %s, which is %s".formatted(OTHER, WORD));
    restsWith(decide(without, other, START), null, "named by git: web");
    restsWith(decide(without, POLICY, START), null, "named by git: web");
  }

  @Test
  void givesWhatIsThereNoLifeOfItsOwnForAnOfferThatIsForbidden() {
    Life offered = Lives.after(named(Lives.present(), START), new Fact.Offered(START, OFFER));
    assertThat(offered.displaced()).containsExactly(DIGEST);

    Policy other = forbidding(IMAGE.repository().pinned(OTHER));
    assertThat(forgone(offered, other, "hub offers %s, which is %s".formatted(OTHER, WORD)))
        .satisfies(life -> assertThat(life.displaced()).isEmpty());
  }

  @Test
  void doesNotComeBackOnLeaveOnceNothingNamesIt() {
    Life wanted =
        Lives.after(Lives.quarantined(), Lives.said(DEADLINE, 1, 1), Lives.said(DEADLINE, 2, 0));
    assertThat(decide(wanted, POLICY, DEADLINE)).isEqualTo(new Decision.Restore(DIGEST));

    Life without = forgone(wanted, CONTENT, "not restored: " + WORD);
    assertThat(decide(without, POLICY, UNTIL))
        .isEqualTo(new Decision.Ask(RemovalKind.DELETE, UNTIL));
  }

  private static Life forgone(Life life, Policy policy, String reason) {
    if (!(decide(life, policy, START) instanceof Decision.Forgo(var digest, var said))) {
      throw new AssertionError(decide(life, policy, START));
    }
    assertThat(said).isEqualTo(reason);
    return Lives.after(life, new Fact.Forgone(START, digest, said));
  }

  @Test
  void asksNothingOfAnOriginThatHasWhatIsForbiddenBeforeAPersonWantsToTry() {
    Life refused =
        Lives.after(
            named(Lives.copying(), START),
            new Fact.CopyForbidden(START, "r1", DIGEST, WORD),
            new Fact.Found(START, null));
    Life waiting = Lives.after(refused, new Fact.Became(START, new LifeState.Wanted(), ""));
    Instant later = START.plus(Duration.ofDays(30));
    restsWith(
        decide(waiting, CONTENT, later),
        null,
        "%s has %s, which is %s; `laytime retry` looks whether it has another by now"
            .formatted(UPSTREAM, DIGEST, WORD),
        "named by git: web");

    assertThat(decide(waiting, POLICY, later)).as("allowed").isInstanceOf(Decision.Acquire.class);
    Life again = Lives.after(waiting, new Fact.RetryAsked(later), new Fact.Found(later, null));
    assertThat(decide(again, CONTENT, later)).isEqualTo(new Decision.Acquire(UPSTREAM, null));
  }

  @Test
  void takesNoWordOfACopyThatIsNotItsOwn() {
    Life copying = named(Lives.copying(), START);
    assertThat(Lives.after(copying, new Fact.CopyForbidden(START, "other", DIGEST, WORD)))
        .isEqualTo(copying);
  }

  @Test
  void doesNotPutBackATagThatARequestInDoubtTook() {
    Life lost =
        Lives.after(
            Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE),
            new Fact.NotRemoved(DEADLINE, "r1", List.of("no answer"), DEADLINE, true),
            new Fact.Found(DEADLINE, null));
    assertThat(decide(lost, POLICY, DEADLINE)).isEqualTo(new Decision.Restore(DIGEST));
    Decision.Become given = new Decision.Become(new LifeState.Wanted(), "not restored: " + WORD);
    assertThat(decide(lost, CONTENT, DEADLINE)).isEqualTo(given);
    Life wanted = Lives.after(lost, new Fact.Became(DEADLINE, given.state(), given.reason()));
    assertThat(wanted.restoring()).isFalse();
  }

  @Test
  void givesTheContentALifeOfItsOwnWhoseTagSomebodyElseTookAway() {
    Life lost = Lives.after(named(Lives.present(), START), new Fact.Found(START, null));
    assertThat(decide(lost, POLICY, START)).isEqualTo(new Decision.Restore(DIGEST));
    assertThat(decide(lost, CONTENT, START)).isEqualTo(new Decision.Hold(DIGEST, true));
  }
}
