package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.view.StagesView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a registry tells of pulls, and what that keeps for ten days. */
class PulledTest extends LedgerTest {

  private static final Duration WINDOW = Duration.ofDays(10);
  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration SILENCE = SWEEP.multipliedBy(2).plusMinutes(1);
  private static final String PATH = "demo/hub/app";

  private final PullEvents events = ledger.pullEvents();
  private String ours = "";

  @BeforeEach
  void begin() {
    configure(stage().retention(RetentionRule.pulledWithin(WINDOW)));
    unused(APP, DIGEST);
    ours = events.agent();
  }

  private static PullEvents.Pulled pull(
      String path, @Nullable Digest digest, String agent, String instance, Instant at) {
    return new PullEvents.Pulled(path, digest, agent, instance, at);
  }

  private void told(PullEvents.Pulled pull, Instant now) {
    events.told("demo", List.of(pull), now);
  }

  private void pulled(Digest digest, Instant at) {
    told(pull(PATH, digest, "containerd/2.0", "one", at), at);
  }

  private void pulledByUs(Instant at) {
    told(pull(PATH, DIGEST, ours, "one", at), at);
  }

  private void pulledByUsFrom(String instance, Instant at) {
    told(pull(PATH, DIGEST, ours, instance, at), at);
  }

  /** Something is pulled by somebody once an hour, and a process of the registry tells of it. */
  private void toldAllAlong(String instance, Instant from, Instant to) {
    for (Instant at = from; !at.isAfter(to); at = at.plus(SWEEP)) {
      told(pull(PATH, digest(9), "containerd/2.0", instance, at), at);
    }
  }

  /** We pull once an hour, and it is told. */
  private void toldAllAlong(Instant from, Instant to) {
    for (Instant at = from; !at.isAfter(to); at = at.plus(SWEEP)) {
      pulledByUs(at);
    }
  }

  private Inquiry ask(Instant now) {
    trusted(now.minusSeconds(1), OTHER);
    return evidence(APP, DIGEST, START, now).inquiry();
  }

  private static void isKept(Inquiry inquiry, String because, Instant retryAt) {
    assertThat(inquiry).isInstanceOf(Inquiry.Later.class);
    Inquiry.Later later = (Inquiry.Later) inquiry;
    assertThat(later.reasons()).containsExactly("retention: " + because);
    assertThat(later.retryAt()).isEqualTo(retryAt);
  }

  private static void isKept(Inquiry inquiry, String because) {
    assertThat(inquiry).isInstanceOf(Inquiry.Later.class);
    assertThat(((Inquiry.Later) inquiry).reasons())
        .anySatisfy(reason -> assertThat(reason).startsWith("retention: " + because));
  }

  @Test
  void leavesWhereAllPullsWereToldAndNoneWasThereAndTheProofSaysSo() {
    Instant now = DEADLINE.plusSeconds(10);
    toldAllAlong(START, now);

    Inquiry inquiry = ask(now);

    assertThat(inquiry).isInstanceOf(Inquiry.Proven.class);
    assertThat(((Inquiry.Proven) inquiry).proof())
        .last()
        .isEqualTo(
            "pulls: none told; all of them are told from %s to %s".formatted(START, DEADLINE));
  }

  @Test
  void staysForAsLongAsItWasPulledLately() {
    Instant pull = START.plus(Duration.ofDays(6));
    Instant end = pull.plus(WINDOW);
    toldAllAlong(START, pull);
    pulled(DIGEST, pull);
    toldAllAlong(pull, end);

    isKept(ask(end.minusSeconds(1)), "pulled at %s, until %s".formatted(pull, end), end);
    Inquiry inquiry = ask(end);
    assertThat(inquiry).isInstanceOf(Inquiry.Proven.class);
    assertThat(((Inquiry.Proven) inquiry).proof().getLast()).contains("none told since " + pull);
  }

  @Test
  void staysUntilAPullAfterTheWindowWasTold() {
    Instant pull = START.plus(Duration.ofDays(6));
    Instant end = pull.plus(WINDOW);
    toldAllAlong(START, end.minusSeconds(1));
    pulled(DIGEST, pull);

    isKept(ask(end), "the registry has yet to tell of a pull after " + end);
  }

  @Test
  void staysUntilAPullAfterTheDeadlineWasToldAlsoTheSecondTime() {
    toldAllAlong(START, DEADLINE);
    Instant now = DEADLINE.plus(SWEEP);
    Instant deadline = now.minus(SWEEP.dividedBy(2));
    trusted(now.minusSeconds(1), OTHER);
    for (RemovalKind kind : RemovalKind.values()) {
      isKept(
          evidence(APP, DIGEST, kind, deadline, now).inquiry(),
          "the registry has yet to tell of a pull after " + deadline);
    }

    pulledByUs(now);
    assertThat(evidence(APP, DIGEST, RemovalKind.DELETE, deadline, now).inquiry())
        .isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void staysWhereTheRegistryHasNeverTold() {
    isKept(
        ask(DEADLINE.plus(WINDOW)),
        "the registry has not told of any pull yet, not even of our own");
  }

  @Test
  void staysWhereOnlyPullsOfOthersWereTold() {
    pulled(digest(9), START);

    isKept(
        ask(DEADLINE.plus(WINDOW)),
        "the registry has not told of any pull yet, not even of our own");
  }

  @Test
  void staysOnceTheRegistryHasBeenSilentForTwoSweeps() {
    toldAllAlong(START, DEADLINE);

    assertThat(ask(DEADLINE.plus(SILENCE))).isInstanceOf(Inquiry.Proven.class);
    isKept(
        ask(DEADLINE.plus(SILENCE).plusSeconds(1)),
        "the registry has told of no pull of our own since " + DEADLINE);
  }

  @Test
  void countsAnewAfterASilence() {
    Instant again = DEADLINE.plus(SILENCE).plusSeconds(1);
    toldAllAlong(START, DEADLINE);
    toldAllAlong(again, again);

    Instant end = again.plus(WINDOW);
    isKept(ask(again), "all pulls are told only since %s".formatted(again));
    toldAllAlong(again, end);
    assertThat(ask(end)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void countsOnWhereTheRegistryTellsLateOfWhatWasPulledAllAlong() {
    toldAllAlong(START, DEADLINE);
    Instant late = DEADLINE.plus(Duration.ofDays(1));
    for (Instant at = DEADLINE; !at.isAfter(late); at = at.plus(SWEEP)) {
      told(pull(PATH, DIGEST, ours, "one", at), late);
    }

    assertThat(ask(late)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void countsAPullFromWhenItWasTold() {
    toldAllAlong(START, DEADLINE);
    told(pull(PATH, DIGEST, "containerd/2.0", "one", START), DEADLINE);

    isKept(ask(DEADLINE), "pulled at " + DEADLINE);
  }

  @Test
  void countsAnewWithAnotherProcessOfTheRegistry() {
    toldAllAlong(START, DEADLINE);
    told(pull(PATH, digest(9), "containerd/2.0", "two", DEADLINE), DEADLINE);

    isKept(ask(DEADLINE), "all pulls are told only since " + DEADLINE);
  }

  @Test
  void countsOnWithProcessesThatHaveAllToldAllAlong() {
    for (Instant at = START; !at.isAfter(DEADLINE); at = at.plus(SWEEP)) {
      toldAllAlong(at, at);
      toldAllAlong("two", at, at);
    }

    assertThat(ask(DEADLINE)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void staysWhileAProcessOfTheRegistryIsSilentWhateverAnotherTells() {
    Instant last = DEADLINE.minus(Duration.ofHours(6));
    for (Instant at = START; !at.isAfter(last); at = at.plus(SWEEP)) {
      toldAllAlong(at, at);
      toldAllAlong("two", at, at);
    }
    toldAllAlong(last, DEADLINE);

    clock.set(DEADLINE);
    isKept(ask(DEADLINE), "process two of the registry has told of no pull since " + last);
    assertThat(shown()).isEqualTo(new StagesView.Pulls(START, last, false, 2, "two"));
  }

  @Test
  void staysUntilEachProcessOfTheRegistryHasToldOfAPullAfterTheDeadline() {
    for (Instant at = START; !at.isAfter(DEADLINE); at = at.plus(SWEEP)) {
      toldAllAlong(at, at);
      toldAllAlong("two", at, at);
    }
    Instant now = DEADLINE.plus(SWEEP);
    pulledByUs(now);
    trusted(now.minusSeconds(1), OTHER);

    isKept(
        evidence(APP, DIGEST, DEADLINE, now).inquiry(),
        "process two of the registry has yet to tell of a pull after " + DEADLINE);
    toldAllAlong("two", now, now);
    assertThat(evidence(APP, DIGEST, DEADLINE, now).inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void countsAnewWhenAProcessTellsAgainThatWasSilent() {
    Instant last = DEADLINE.minus(Duration.ofHours(6));
    for (Instant at = START; !at.isAfter(last); at = at.plus(SWEEP)) {
      toldAllAlong(at, at);
      toldAllAlong("two", at, at);
    }
    toldAllAlong(last, DEADLINE);
    toldAllAlong("two", DEADLINE, DEADLINE);

    isKept(ask(DEADLINE), "all pulls are told only since " + DEADLINE);
  }

  @Test
  void countsAnewWithoutAProcessThatIsSilentForADay() {
    toldAllAlong("two", START, START);
    Instant day = START.plus(Duration.ofDays(1));
    toldAllAlong(START, day);
    isKept(ask(day), "process two of the registry has told of no pull since " + START);

    Instant begin = day.plus(SWEEP);
    toldAllAlong(begin, begin);
    isKept(ask(begin), "all pulls are told only since " + begin);
    assertThat(database.rows("pull_teller_instances")).hasSize(1);

    toldAllAlong(begin, begin.plus(WINDOW));
    assertThat(ask(begin.plus(WINDOW).minusSeconds(1))).isInstanceOf(Inquiry.Later.class);
    assertThat(ask(begin.plus(WINDOW))).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void beginsOnceMoreWhereEachProcessIsReplacedByAnother() {
    toldAllAlong(START, DEADLINE);
    Instant gone = DEADLINE.plus(Duration.ofDays(1)).plus(SWEEP);
    Instant end = gone.plus(WINDOW);
    for (Instant at = DEADLINE; !at.isAfter(end); at = at.plus(SWEEP)) {
      pulledByUsFrom("two", at);
    }

    assertThat(shown()).isEqualTo(new StagesView.Pulls(gone, end, true, 1, null));
    assertThat(ask(end)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void givesNoProcessUpBecauseTheLedgerWasAway() {
    Instant back = DEADLINE.plus(Duration.ofDays(3));
    for (Instant at = START; !at.isAfter(back); at = at.plus(SWEEP)) {
      Instant now = at.isBefore(DEADLINE) ? at : back;
      told(pull(PATH, DIGEST, ours, "one", at), now);
      told(pull(PATH, digest(9), "containerd/2.0", "two", at), now);
    }

    clock.set(back);
    assertThat(shown()).isEqualTo(new StagesView.Pulls(START, back, true, 2, null));
  }

  @Test
  void countsAnewWhereNobodyKnowsWhatWasPulled() {
    toldAllAlong(START, DEADLINE);
    told(pull(PATH, null, "containerd/2.0", "one", DEADLINE), DEADLINE);

    isKept(ask(DEADLINE), "all pulls are told only since " + DEADLINE);
  }

  @Test
  void countsAnewWhereNobodyKnowsWhereItWasPulled() {
    toldAllAlong(START, DEADLINE);
    told(pull("", null, "", "", DEADLINE), DEADLINE);

    isKept(ask(DEADLINE), "all pulls are told only since " + DEADLINE);
  }

  @Test
  void takesNoPullFromTheFutureForAWord() {
    told(pull(PATH, DIGEST, ours, "one", START.plus(Duration.ofDays(30))), START);
    isKept(ask(DEADLINE), "the registry has not told of any pull yet");

    told(pull(PATH, DIGEST, ours, "one", DEADLINE.plusSeconds(59)), DEADLINE);
    assertThat(shown()).isEqualTo(new StagesView.Pulls(DEADLINE, DEADLINE, true, 1, null));
  }

  @Test
  void isPulledWithAPartOfIt() {
    Digest child = digest(7);
    learn(APP, DIGEST, child);
    toldAllAlong(START, DEADLINE);
    pulled(child, DEADLINE);

    isKept(ask(DEADLINE), "pulled at " + DEADLINE);
  }

  @Test
  void isNotPulledWithItsNeighbours() {
    toldAllAlong(START, DEADLINE);
    pulled(digest(9), DEADLINE);
    told(pull("demo/hub/other", DIGEST, "containerd/2.0", "one", DEADLINE), DEADLINE);

    assertThat(ask(DEADLINE)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void passesOverWhatLiesOutsideTheStage() {
    configure(
        List.of(
            stage().retention(RetentionRule.pulledWithin(WINDOW)),
            stage().name("inner", "reg:5000/demo/inner")),
        List.of(HUB),
        "git");
    for (String path : List.of("other/app", "demo/inner/app", "demo/hub/../app")) {
      told(pull(path, DIGEST, ours, "one", START), START);
    }

    assertThat(shown()).isEqualTo(new StagesView.Pulls(null, null, false, 0, null));
    events.told("nowhere", List.of(pull(PATH, DIGEST, ours, "one", START)), START);
    assertThat(database.rows("pull_tellers")).isEmpty();
  }

  @Test
  void takesAnotherInstallationForSomebodyElse() {
    toldAllAlong(START, DEADLINE);
    told(pull(PATH, DIGEST, "laytime (installation other)", "one", DEADLINE), DEADLINE);

    isKept(ask(DEADLINE), "pulled at " + DEADLINE);
  }

  @Test
  void beginsAnewBehindAnotherPrefix() {
    toldAllAlong(START, START.plusSeconds(1));
    assertThat(shown()).isEqualTo(new StagesView.Pulls(START, START, true, 1, null));

    Stage moved = stage().retention(RetentionRule.pulledWithin(WINDOW));
    moved.prefix = RepositoryPrefix.parse("elsewhere:5000/demo");
    configure(List.of(moved), List.of(), "git");

    assertThat(shown()).isEqualTo(new StagesView.Pulls(null, null, false, 0, null));
  }

  private StagesView.@Nullable Pulls shown() {
    return views.stages().stages().stream()
        .filter(one -> one.name().equals("demo"))
        .findFirst()
        .orElseThrow()
        .pulls();
  }

  @Test
  void showsNothingWhereNoRuleAsksAndNothingWasTold() {
    configure(stage());
    assertThat(shown()).isNull();

    pulledByUs(START);
    assertThat(shown()).isEqualTo(new StagesView.Pulls(START, START, true, 1, null));
    clock.pass(SILENCE.plusSeconds(1));
    assertThat(shown()).isEqualTo(new StagesView.Pulls(START, START, false, 1, null));
  }

  @Test
  void forgetsPullsAfterAYear() {
    pulled(DIGEST, START);
    clock.set(START.plus(Duration.ofDays(366)));
    telling.trim("demo", clock.instant());
    assertThat(database.rows("pulled_manifests")).hasSize(1);

    clock.pass(Duration.ofSeconds(1));
    telling.trim("demo", clock.instant());
    assertThat(database.rows("pulled_manifests")).isEmpty();
  }

  @Test
  void losesNoPullOfManyThatAreToldAtOnce() throws InterruptedException {
    List<Boolean> all =
        together(
            8,
            i -> {
              Instant at = START.plusSeconds(i);
              events.told(
                  "demo",
                  List.of(
                      pull(PATH, digest(20 + i % 2), "containerd/2.0", "one", at),
                      pull(PATH, digest(21 - i % 2), "containerd/2.0", "one", at),
                      pull(PATH, DIGEST, ours, "one", at)),
                  at);
              return true;
            });

    assertThat(all).hasSize(8).doesNotContain(false);
    assertThat(database.rows("pulled_manifests"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).contains("00:00:07"));
  }
}
