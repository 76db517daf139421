package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.worker.ledger.Pulls.Concern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullsTest extends LedgerTest {

  private static final Reference UPSTREAM = Reference.parse("docker.io/library/app:1");
  private static final Reference FOREIGN = Reference.parse(OTHER);

  private final Pulls pulls = ledger.pulls();

  @BeforeEach
  void register() {
    configure(stage());
  }

  @Test
  void tellsTheImageOfAStageThatIsNamed() {
    scan(START, APP.text(), OTHER);

    assertThat(pulls.take("git", List.of(APP, FOREIGN)))
        .isEqualTo(new Pulls.Taken(List.of(FOREIGN, APP), List.of(new Concern(APP, APP))));
  }

  @Test
  void tellsWhatAnUpstreamNameOrdersAndNotWhatItOnlyKeeps() {
    configure(
        List.of(stage()), List.of(new MirrorRule(HUB.target(), HUB.source(), true, true)), "git");
    scan(START, UPSTREAM.text());
    activities.remember(life(APP, 1, new LifeState.Wanted(), null));
    assertThat(pulls.take("git", List.of(UPSTREAM)).lives())
        .containsExactly(new Concern(APP, UPSTREAM));

    configure(stage());
    clock.pass(Duration.ofHours(1));
    assertThat(pulls.take("git", List.of(UPSTREAM)).lives()).isEmpty();
  }

  @Test
  void tellsTheLifeByTagOfADigestThatItHas() {
    Reference pinned = APP.repository().pinned(DIGEST);
    scan(START, pinned.text());
    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST));

    assertThat(pulls.take("git", List.of(pinned)).lives())
        .containsExactly(new Concern(APP, pinned));
  }

  @Test
  void comesBackAfterFiveMinutesAndThenAfterTwiceAsLongUpToAnHour() {
    scan(START, APP.text());
    assertThat(isTaken()).isTrue();
    for (int minutes : List.of(5, 10, 20, 40, 60, 60)) {
      clock.pass(Duration.ofMinutes(minutes).minusMillis(1));
      assertThat(isTaken()).as("just before %d minutes", minutes).isFalse();
      clock.pass(Duration.ofMillis(1));
      assertThat(isTaken()).as("after %d minutes", minutes).isTrue();
    }
  }

  @Test
  void beginsAnewAfterTwiceThatTimeWithoutIt() {
    scan(START, APP.text());
    assertThat(isTaken()).isTrue();
    clock.pass(Duration.ofMinutes(5));
    assertThat(isTaken()).isTrue();
    clock.pass(Duration.ofMinutes(20));
    assertThat(isTaken()).isTrue();

    clock.pass(Duration.ofMinutes(5));
    assertThat(isTaken()).isTrue();
  }

  @Test
  void isTakenOnceByTwoWhoSeeTheSame() throws InterruptedException {
    scan(START, APP.text());

    List<Boolean> taken = together(4, _ -> isTaken());

    assertThat(taken).containsOnlyOnce(true);
  }

  @Test
  void canBeTakenAgainWhereItCouldNotBeTold() {
    scan(START, APP.text());

    pulls.giveBack(pulls.take("git", List.of(APP)));

    assertThat(isTaken()).isTrue();
  }

  @Test
  void forgetsWhatNobodyWaitedForForADay() {
    scan(START, APP.text(), OTHER);
    assertThat(isTaken()).isTrue();
    clock.pass(Duration.ofDays(1).plusMillis(1));

    var _ = pulls.take("git", List.of(FOREIGN));

    assertThat(database.rows().get("pulls")).singleElement().asString().contains(OTHER);
  }

  private boolean isTaken() {
    return !pulls.take("git", List.of(APP)).names().isEmpty();
  }
}
