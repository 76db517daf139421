package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.RequestBudget.Slowdown;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration NONE = Duration.ZERO;

  private static Lease lease(int requests, long delayMillis, Duration interval) {
    return new Lease(requests, Duration.ofMillis(delayMillis), interval);
  }

  private static Instant in(long millis) {
    return NOW.plusMillis(millis);
  }

  @Test
  void givesOneAfterTheOther() {
    Pace.Taken first = Pace.FRESH.take(NOW, TENTH, 3);
    assertThat(first.lease()).isEqualTo(lease(3, 0, TENTH));
    Pace.Taken second = first.left().take(in(10), TENTH, 2);
    assertThat(second.lease()).isEqualTo(lease(2, 290, TENTH));
    assertThat(second.left().take(in(500), TENTH, 1).lease()).isEqualTo(lease(1, 0, TENTH));
  }

  @Test
  void savesNothingUpForLater() {
    Pace used = Pace.FRESH.take(NOW, TENTH, 1).left();
    assertThat(used.take(in(60_000), TENTH, 2).left().next()).isEqualTo(in(60_200));
  }

  @Test
  void givesNoMoreThanWhatMayBeSentWithinFiveSeconds() {
    assertThat(Pace.FRESH.take(NOW, TENTH, 500).lease()).isEqualTo(lease(51, 0, TENTH));
    Duration rare = Duration.ofSeconds(9);
    assertThat(Pace.FRESH.take(NOW, rare, 7).lease()).isEqualTo(lease(1, 0, rare));
  }

  @Test
  void refusesWhatWouldWaitForLongerAndTakesNothing() {
    Pace used = Pace.FRESH.take(NOW, Duration.ofSeconds(6), 1).left();
    Pace.Taken early = used.take(in(999), TENTH, 1);
    assertThat(early.lease()).isEqualTo(lease(0, 5001, TENTH));
    assertThat(early.lease().isRefused()).isTrue();
    assertThat(early.left()).isEqualTo(used);
    assertThat(used.take(in(1000), TENTH, 1).lease()).isEqualTo(lease(1, 5000, TENTH));
  }

  @Test
  void boundsNothingWhereNobodyDoes() {
    Pace.Taken taken = Pace.FRESH.take(NOW, NONE, 1);
    assertThat(taken.lease()).isEqualTo(lease(Lease.MOST, 0, NONE));
    assertThat(taken.left()).isEqualTo(Pace.FRESH);
  }

  @Test
  void letsEverybodyWaitForThePauseThatARegistryAskedFor() {
    Pace paused = Pace.FRESH.slowed(NOW, new Slowdown.Pause(Duration.ofSeconds(4)));
    assertThat(paused.take(NOW, NONE, 1).lease()).isEqualTo(lease(Lease.MOST, 4000, NONE));
    assertThat(paused.take(in(4000), NONE, 1).lease()).isEqualTo(lease(Lease.MOST, 0, NONE));
    assertThat(paused.take(NOW, TENTH, 1).lease()).isEqualTo(lease(1, 4000, TENTH));
  }

  @Test
  void neverShortensAPause() {
    Pace paused = Pace.FRESH.slowed(NOW, new Slowdown.Pause(Duration.ofSeconds(4)));
    assertThat(paused.slowed(NOW, new Slowdown.Pause(Duration.ofSeconds(1)))).isEqualTo(paused);
  }

  @Test
  void spreadsForAsLongAsARegistryAskedForIt() {
    Duration second = Duration.ofSeconds(1);
    Pace slower = Pace.FRESH.slowed(NOW, new Slowdown.Spread(second, Duration.ofSeconds(10)));
    assertThat(slower.take(in(9_999), NONE, 1).lease()).isEqualTo(lease(1, 0, second));
    assertThat(slower.take(in(10_000), TENTH, 1).lease()).isEqualTo(lease(1, 0, TENTH));
    Duration two = Duration.ofSeconds(2);
    assertThat(slower.take(NOW, two, 1).lease()).as("people want less").isEqualTo(lease(1, 0, two));
  }

  @Test
  void believesNoRegistryThatWantsToBeLeftAloneForDays() {
    Duration days = Duration.ofDays(3);
    assertThat(Pace.FRESH.slowed(NOW, new Slowdown.Pause(days)).next())
        .isEqualTo(NOW.plus(Pace.LONGEST_PAUSE));
    assertThat(Pace.FRESH.slowed(NOW, new Slowdown.Spread(days, days)))
        .isEqualTo(new Pace(Instant.EPOCH, Pace.LONGEST_SPREAD, NOW.plus(Pace.LONGEST_PAUSE)));
  }
}
