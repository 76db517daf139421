package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.worker.ledger.Standings.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Reads the log, which a worker that starts sets up anew. */
@ResourceLock("application")
class StandingsTest extends LedgerTest {

  private static final LifeState PRESENT = new LifeState.Present();
  private static final Reference ELSEWHERE = Reference.parse("docker.io/library/app:1");

  private final Standings standings = ledger.standings();

  @Test
  void sayWhereALifeStands() {
    configure(stage().observing());
    activities.remember(
        life(
            APP,
            1,
            PRESENT,
            DIGEST,
            START,
            null,
            List.of(
                new Event(1, 1, START, "ACQUIRING", "being copied"),
                new Event(1, 2, START.plusSeconds(9), "PRESENT", "copied: " + DIGEST))));

    assertThat(of(APP))
        .satisfies(standing -> {
          assertThat(standing.stage()).isEqualTo("demo");
          assertThat(standing.deletes()).isFalse();
          assertThat(standing.over()).isFalse();
          assertThat(standing.why()).isNotNull();
          assertThat(standing.copiedAt()).isEqualTo(START.plusSeconds(9));
        });
  }

  @Test
  void knowWhatIsInNoStageAndWhatNobodyHasHeardOf() {
    configure(stage());

    assertThat(standings.of(List.of(APP, ELSEWHERE)))
        .isEqualTo(
            Map.of(
                APP, new Standing("demo", true, null, false, null, null),
                ELSEWHERE, new Standing(null, false, null, false, null, null)));
  }

  @Test
  void takeATagBesideADigestForADecoration() {
    configure(stage());
    Reference pinned = APP.withDigest(DIGEST);
    activities.remember(life(pinned, 1, PRESENT, DIGEST));

    assertThat(of(Reference.parse(APP.text() + "@" + DIGEST)).why()).isNotNull();
  }

  @Test
  void sayThatALifeIsOver() {
    configure(stage());
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    activities.bury(
        new BuryRequest(
            life(APP, 1, new LifeState.Deleted(START), DIGEST),
            new Obituary(APP.text(), DIGEST, START, "deleted", List.of(), 1)));

    assertThat(of(APP).over()).isTrue();
    assertThat(of(APP).why()).isNull();
  }

  @Test
  void askTheSameFewStatementsForAnyNumberOfImages() {
    configure(stage());
    List<Reference> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Reference image = Reference.parse("reg:5000/demo/hub/app:" + i);
      activities.remember(life(image, 1, PRESENT, DIGEST));
      many.add(image);
    }

    assertThat(StatementCount.of(() -> standings.of(many)))
        .isEqualTo(StatementCount.of(() -> standings.of(List.of(APP))))
        .isBetween(1L, 20L);
    assertThat(standings.of(many).values()).allMatch(standing -> standing.why() != null);
  }

  @Test
  void promiseOnlyEverLonger() {
    configure(stage());
    Instant soon = START.plusSeconds(60);
    Instant later = START.plusSeconds(120);

    standings.promise(Map.of(APP, later), START);
    standings.promise(Map.of(APP, soon), START);
    assertThat(of(APP).promised()).isEqualTo(later);
    standings.promise(Map.of(APP, later.plusSeconds(1)), START);
    assertThat(of(APP).promised()).isEqualTo(later.plusSeconds(1));

    standings.promise(Map.of(ELSEWHERE, START.plus(GRACE)), later.plusSeconds(2));
    assertThat(of(APP).promised()).as("it is over").isNull();
  }

  private Standing of(Reference image) {
    return standings
        .of(List.of(image))
        .getOrDefault(image, new Standing(null, false, null, false, null, null));
  }
}
