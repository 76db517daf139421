package dev.laytime.worker.ledger;

import static dev.laytime.ledger.Urgency.AWAITED;
import static dev.laytime.ledger.Urgency.ORDERED;
import static dev.laytime.ledger.Urgency.REFRESH;
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
    Pace.Taken first = Pace.FRESH.take(NOW, TENTH, 3, AWAITED);
    assertThat(first.lease()).isEqualTo(lease(3, 0, TENTH));
    Pace.Taken second = first.left().take(in(10), TENTH, 2, AWAITED);
    assertThat(second.lease()).isEqualTo(lease(2, 290, TENTH));
    assertThat(second.left().take(in(500), TENTH, 1, AWAITED).lease())
        .isEqualTo(lease(1, 0, TENTH));
  }

  @Test
  void savesNothingUpForLater() {
    Pace used = Pace.FRESH.take(NOW, TENTH, 1, AWAITED).left();
    assertThat(used.take(in(60_000), TENTH, 2, AWAITED).left().next()).isEqualTo(in(60_200));
  }

  @Test
  void givesNoMoreThanWhatMayBeSentWithinFiveSeconds() {
    assertThat(Pace.FRESH.take(NOW, TENTH, 500, AWAITED).lease()).isEqualTo(lease(51, 0, TENTH));
    Duration rare = Duration.ofSeconds(9);
    assertThat(Pace.FRESH.take(NOW, rare, 7, AWAITED).lease()).isEqualTo(lease(1, 0, rare));
  }

  @Test
  void refusesWhatWouldWaitForLongerAndTakesNothing() {
    Pace used = Pace.FRESH.take(NOW, Duration.ofSeconds(6), 1, AWAITED).left();
    Pace.Taken early = used.take(in(999), TENTH, 1, AWAITED);
    assertThat(early.lease()).isEqualTo(lease(0, 5001, TENTH));
    assertThat(early.lease().isRefused()).isTrue();
    assertThat(early.left().next()).isEqualTo(used.next());
    assertThat(used.take(in(1000), TENTH, 1, AWAITED).lease()).isEqualTo(lease(1, 5000, TENTH));
  }

  @Test
  void boundsNothingWhereNobodyDoes() {
    Pace.Taken taken = Pace.FRESH.take(NOW, NONE, 1, AWAITED);
    assertThat(taken.lease()).isEqualTo(lease(Lease.MOST, 0, NONE));
    assertThat(taken.left()).isEqualTo(Pace.FRESH);
  }

  @Test
  void letsEverybodyWaitForThePauseThatARegistryAskedFor() {
    Pace paused = Pace.FRESH.slowed(NOW, new Slowdown.Pause(Duration.ofSeconds(4)));
    assertThat(paused.take(NOW, NONE, 1, AWAITED).lease()).isEqualTo(lease(Lease.MOST, 4000, NONE));
    assertThat(paused.take(in(4000), NONE, 1, AWAITED).lease())
        .isEqualTo(lease(Lease.MOST, 0, NONE));
    assertThat(paused.take(NOW, TENTH, 1, AWAITED).lease()).isEqualTo(lease(1, 4000, TENTH));
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
    assertThat(slower.take(in(9_999), NONE, 1, AWAITED).lease()).isEqualTo(lease(1, 0, second));
    assertThat(slower.take(in(10_000), TENTH, 1, AWAITED).lease()).isEqualTo(lease(1, 0, TENTH));
    Duration two = Duration.ofSeconds(2);
    assertThat(slower.take(NOW, two, 1, AWAITED).lease())
        .as("people want less")
        .isEqualTo(lease(1, 0, two));
  }

  @Test
  void leavesARegistryAloneForAsManyHoursAsItSays() {
    Duration hours = Duration.ofHours(20);
    assertThat(Pace.FRESH.slowed(NOW, new Slowdown.Pause(hours)).next()).isEqualTo(NOW.plus(hours));
  }

  @Test
  void believesNoRegistryThatWantsToBeLeftAloneForDays() {
    Duration days = Duration.ofDays(3);
    assertThat(Pace.FRESH.slowed(NOW, new Slowdown.Pause(days)).next())
        .isEqualTo(NOW.plus(Pace.LONGEST_PAUSE));
    assertThat(Pace.FRESH.slowed(NOW, new Slowdown.Spread(days, days)))
        .isEqualTo(
            new Pace(
                Instant.EPOCH,
                Pace.LONGEST_SPREAD,
                NOW.plus(Pace.LONGEST_SPREADING),
                Precedence.NONE));
  }

  @Test
  void givesPlacesTheLaterTheLessUrgentTheyAre() {
    assertThat(Pace.FRESH.take(NOW, TENTH, 99, ORDERED).lease()).isEqualTo(lease(11, 0, TENTH));
    assertThat(Pace.FRESH.take(NOW, TENTH, 99, REFRESH).lease()).isEqualTo(lease(3, 0, TENTH));
    Pace used = Pace.FRESH.take(NOW, TENTH, 3, AWAITED).left();
    assertThat(used.take(NOW, TENTH, 1, REFRESH).lease())
        .as("asked for again while half of its reach is left")
        .isEqualTo(lease(0, 200, TENTH));
    assertThat(used.take(in(100), TENTH, 1, REFRESH).lease()).isEqualTo(lease(1, 200, TENTH));
  }

  @Test
  void givesOneOfTenPlacesToThoseWhoAreBehind() {
    Pace busy = Pace.FRESH.take(NOW, TENTH, 50, AWAITED).left();
    Pace.Taken first = busy.take(NOW, TENTH, 9, REFRESH);
    assertThat(first.lease()).isEqualTo(lease(1, 5000, TENTH));
    Pace left = first.left();
    for (int i = 0; i < 4; i++) {
      left = left.take(in(100 * i + 100), TENTH, 9, REFRESH).left();
    }
    assertThat(left.take(in(500), TENTH, 9, REFRESH).lease().isRefused())
        .as("five for what it was passed over by")
        .isTrue();
  }

  @Test
  void keepsThePlaceThatSomebodyWasToldToComeBackFor() {
    Duration rare = Duration.ofMinutes(3);
    Pace used = Pace.FRESH.take(NOW, rare, 1, AWAITED).left();
    Pace told = used.take(NOW, rare, 1, AWAITED).left();
    assertThat(told.take(in(180_000), rare, 1, ORDERED).lease()).isEqualTo(lease(0, 10_000, rare));
    assertThat(told.take(in(180_000), rare, 1, REFRESH).lease()).isEqualTo(lease(0, 10_000, rare));
    assertThat(told.take(in(182_000), rare, 1, AWAITED).lease()).isEqualTo(lease(1, 0, rare));
    assertThat(told.take(in(190_000), rare, 1, REFRESH).lease())
        .as("nobody came")
        .isEqualTo(lease(1, 0, rare));
  }

  @Test
  void letsWhatIsDueComeBeforeTheOthersWherePlacesAreRare() {
    Duration rare = Duration.ofMinutes(3);
    Pace pace = Pace.FRESH;
    for (int i = 0; i < Precedence.PASSED; i++) {
      pace = pace.take(in(180_000L * i), rare, 1, AWAITED).left();
    }
    Instant last = in(180_000L * (Precedence.PASSED - 1));
    assertThat(pace.take(last, rare, 1, REFRESH).lease()).isEqualTo(lease(0, 175_000, rare));
    Instant early = last.plusSeconds(175);
    assertThat(pace.take(early, rare, 1, REFRESH).lease()).isEqualTo(lease(1, 5000, rare));
  }

  @Test
  void keepsTheFirstMomentAfterAPauseForThoseWhoAreWaitedFor() {
    Pace paused = Pace.FRESH.slowed(NOW, new Slowdown.Pause(Duration.ofSeconds(30)));
    Pace told = paused.take(NOW, NONE, 1, AWAITED).left();
    assertThat(told.take(in(30_000), NONE, 1, REFRESH).lease()).isEqualTo(lease(0, 10_000, NONE));
    assertThat(told.take(in(30_000), NONE, 1, AWAITED).lease())
        .isEqualTo(lease(Lease.MOST, 0, NONE));
    assertThat(paused.take(in(30_000), NONE, 1, REFRESH).lease())
        .as("nobody waits")
        .isEqualTo(lease(Lease.MOST, 0, NONE));
  }
}
