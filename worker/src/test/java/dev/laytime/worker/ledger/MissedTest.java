package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.view.PlanView;
import dev.laytime.worker.ledger.Telling.Find;
import dev.laytime.worker.ledger.Wishes.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sweep that misses most of a stage: an emptied registry, or a wrong mount. */
class MissedTest extends LedgerTest {

  private static final Instant SWEEP = START.plus(Duration.ofHours(2));
  private static final Instant NEXT = SWEEP.plus(Duration.ofHours(1));
  private static final Repository REPOSITORY = APP.repository();

  @BeforeEach
  void register() {
    configure(stage());
  }

  private static Reference image(int number) {
    return REPOSITORY.tagged(new Tag("n%02d".formatted(number)));
  }

  private void believe(int from, int to, LifeState state) {
    IntStream.range(from, to)
        .forEach(number -> activities.remember(life(image(number), 1, state, digest(number))));
  }

  /** A sweep that finds all tags from one on. */
  private Optional<String> sweep(Instant at, int from, int to, Digest... held) {
    Map<Tag, Digest> tags = new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
    IntStream.range(from, to)
        .forEach(number -> tags.put(new Tag("n%02d".formatted(number)), digest(number)));
    ledger.inventory().found("demo", at, REPOSITORY, tags, Set.of(held));
    return telling.weigh("demo", at);
  }

  private List<Reference> untold(Instant at) {
    return telling.untold("demo", at, 100).stream().map(Find::image).toList();
  }

  private PlanView.Breaker breaker() {
    return views.plan("demo", START).breakers().getFirst();
  }

  @ParameterizedTest
  @CsvSource({"10, 7, false", "10, 6, true", "9, 0, false", "10, 0, true", "100, 69, true"})
  void withholdsWhatIsMoreThanTheBreakersShareOfTenImagesOrMore(
      int believed, int there, boolean withheld) {
    believe(0, believed, new LifeState.Present());

    assertThat(sweep(SWEEP, believed - there, believed).isPresent()).isEqualTo(withheld);

    assertThat(untold(SWEEP)).hasSize(withheld ? 0 : believed - there);
  }

  @Test
  void saysWhatItWithholdsAndWhoLetsItGo() {
    believe(0, 5, new LifeState.Present());
    believe(5, 12, unused());

    String text = sweep(SWEEP, 8, 12).orElseThrow();

    String reason =
        "the sweep of stage demo at %s missed 8 of 12 images: more than 30 %%".formatted(SWEEP);
    assertThat(breaker())
        .isEqualTo(
            new PlanView.Breaker(
                breaker().id(),
                "reg:5000/demo",
                8,
                reason,
                START,
                IntStream.range(0, 8).mapToObj(number -> image(number).text()).toList(),
                PlanView.Breaker.MISSED));
    assertThat(text)
        .isEqualTo(
            "%s; no life is told, waits for `laytime approve %s --count 8`"
                .formatted(reason, breaker().id()));
    assertThat(views.stages().stages().getFirst().missed()).isEqualTo(text);
    assertThat(views.plan("other", START).breakers()).isEmpty();
  }

  @Test
  void tellsOfNewTagsAllTheSame() {
    believe(0, 10, new LifeState.Present());

    assertThat(sweep(SWEEP, 20, 22)).isPresent();

    assertThat(untold(SWEEP)).containsExactly(image(20), image(21));
  }

  @Test
  void countsAndWithholdsWhatOnlyAHoldKeeps() {
    believe(0, 10, quarantined(START));
    Digest[] holds = IntStream.range(0, 10).mapToObj(LedgerTest::digest).toArray(Digest[]::new);
    assertThat(sweep(SWEEP, 0, 0, holds)).isEmpty();
    assertThat(untold(SWEEP)).isEmpty();

    assertThat(sweep(NEXT, 0, 0)).isPresent();
    assertThat(untold(NEXT)).isEmpty();
  }

  @Test
  void tellsWithTheNextSweepWhatAPersonHasApproved() {
    believe(0, 10, new LifeState.Present());
    assertThat(sweep(SWEEP, 6, 10)).isPresent();
    String id = breaker().id();
    assertThatThrownBy(() -> wishes.approveBreaker(id, 5, "ann", START))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Refused: 6 images are missed by now under %s, not 5".formatted(id));

    Wishes.Granted granted = wishes.approveBreaker(id, 6, "ann", START);
    assertThat(granted.text())
        .isEqualTo(
            "the next sweep of stage demo tells the lives of 6 images that they are missed, until "
                + START.plus(Breakers.APPROVED_FOR));
    assertThat(wishes.approveBreaker(id, 6, "ann", START)).isEqualTo(granted);
    assertThat(views.plan(null, START).breakers()).isEmpty();

    assertThat(sweep(NEXT, 6, 10)).isEmpty();
    assertThat(untold(NEXT)).hasSize(6);
  }

  @Test
  void asksAgainHoursAfterItToldWhatWasApproved() {
    believe(0, 10, new LifeState.Present());
    assertThat(sweep(SWEEP, 6, 10)).isPresent();
    wishes.approveBreaker(breaker().id(), 6, "ann", START);
    assertThat(sweep(NEXT, 6, 10)).isEmpty();

    clock.pass(Duration.ofMinutes(59));
    assertThat(sweep(NEXT.plusSeconds(60), 6, 10)).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    assertThat(sweep(NEXT.plusSeconds(120), 6, 10)).isPresent();
  }

  @Test
  void withholdsThatAllIsMissedWhateverShareMayLeave() {
    configure(stage().breaker(50, 100));
    believe(0, 10, new LifeState.Present());

    assertThat(sweep(SWEEP, 1, 10)).isEmpty();
    assertThat(sweep(NEXT, 10, 10)).isPresent();
  }

  @Test
  void countsAndWithholdsWhatIsThereByItsDigestAlone() {
    IntStream.range(0, 10)
        .forEach(number ->
            activities.remember(
                life(
                    REPOSITORY.pinned(digest(number)),
                    1,
                    new LifeState.Present(),
                    digest(number))));
    Digest[] holds = IntStream.range(0, 10).mapToObj(LedgerTest::digest).toArray(Digest[]::new);
    assertThat(sweep(SWEEP, 0, 0, holds)).isEmpty();

    assertThat(sweep(NEXT, 0, 0)).isPresent();
    assertThat(untold(NEXT)).isEmpty();
  }

  @Test
  void asksAgainWhereMoreAreMissedThanWereApprovedOrTheApprovalEnded() {
    believe(0, 10, new LifeState.Present());
    assertThat(sweep(SWEEP, 6, 10)).isPresent();
    String id = breaker().id();
    wishes.approveBreaker(id, 6, "ann", START);

    assertThat(sweep(NEXT, 7, 10)).isPresent();
    assertThat(untold(NEXT)).isEmpty();
    assertThat(breaker().id()).isNotEqualTo(id);
    assertThatThrownBy(() -> wishes.approveBreaker(id, 7, "ann", START))
        .hasMessageContaining("was approved by ann");

    clock.pass(Breakers.APPROVED_FOR);
    assertThat(sweep(NEXT.plusSeconds(60), 6, 10)).isPresent();
  }

  @Test
  void hasOneBreakerThatTellsWhatTheLastSweepMissedAndClosesOnceItIsThereAgain() {
    believe(0, 10, new LifeState.Present());
    assertThat(sweep(SWEEP, 6, 10)).isPresent();
    String id = breaker().id();

    assertThat(sweep(NEXT, 10, 10)).isPresent();
    assertThat(breaker().id()).isEqualTo(id);
    assertThat(breaker().count()).isEqualTo(10);
    assertThat(telling.weigh("demo", SWEEP)).as("a late attempt").isPresent();
    assertThat(breaker().count()).isEqualTo(10);
    assertThat(untold(NEXT)).isEmpty();

    assertThat(sweep(NEXT.plusSeconds(60), 0, 10)).isEmpty();
    assertThat(views.plan(null, START).breakers()).isEmpty();
    assertThat(views.stages().stages().getFirst().missed()).isNull();
  }

  @Test
  void judgesByTheRepositoriesThatWereListed() {
    believe(0, 10, new LifeState.Present());
    Repository other = Repository.parse("reg:5000/demo/other");
    ledger.inventory().found("demo", SWEEP, other, Map.of(), Set.of());

    assertThat(telling.weigh("demo", SWEEP)).isEmpty();
  }
}
