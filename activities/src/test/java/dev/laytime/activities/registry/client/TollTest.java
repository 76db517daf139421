package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TollTest {

  private static final Duration TENTH = Duration.ofMillis(100);

  private final Leases budget = new Leases();
  private final StandingClock clock = new StandingClock();

  private Toll toll(Duration interval) {
    Toll toll = beginning(interval);
    toll.answered();
    return toll;
  }

  /** One without an answer yet. */
  private Toll beginning(Duration interval) {
    return new Toll(new RequestBudget.Account("r.test", "anna"), interval, budget, clock);
  }

  @Test
  void sendsNothingElseBeforeTheFirstRequestHasItsAnswer() throws Exception {
    budget.next.add(lease(3, 0, TENTH));
    Toll toll = beginning(TENTH);
    toll.pay("x", Urgency.ORDERED);
    AtomicBoolean paid = new AtomicBoolean();
    Thread second =
        Thread.ofVirtual()
            .start(() -> {
              try {
                toll.pay("x", Urgency.ORDERED);
                paid.set(true);
              } catch (RegistryException e) {
                throw new IllegalStateException(e);
              }
            });
    while (second.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(paid).isFalse();
    toll.answered();
    second.join();
    assertThat(paid).isTrue();
  }

  private static RequestBudget.Lease lease(int requests, long millis, Duration interval) {
    return new RequestBudget.Lease(requests, Duration.ofMillis(millis), interval);
  }

  @Test
  void sendsEachRequestAtItsPlace() throws Exception {
    budget.next.add(lease(1, 0, TENTH));
    budget.next.add(lease(1, 250, TENTH));
    Toll toll = toll(TENTH);
    toll.pay("x", Urgency.ORDERED);
    toll.pay("x", Urgency.ORDERED);
    assertThat(clock.slept).containsExactly(Duration.ofMillis(250));
    assertThat(budget.asked).containsExactly("1 every 100 ms", "1 every 100 ms");
  }

  @Test
  void usesALeaseUpBeforeItAsksForAnother() throws Exception {
    budget.next.add(lease(3, 50, TENTH));
    Toll toll = toll(TENTH);
    for (int i = 0; i < 3; i++) {
      toll.pay("x", Urgency.ORDERED);
    }
    assertThat(budget.asked).hasSize(1);
    assertThat(clock.slept).containsExactly(Duration.ofMillis(50), TENTH, TENTH);
  }

  @Test
  void asksForALeaseWithoutBoundsOnceASecond() throws Exception {
    Toll toll = toll(Duration.ZERO);
    for (int i = 0; i < 100; i++) {
      toll.pay("x", Urgency.ORDERED);
    }
    assertThat(budget.asked).hasSize(1);
    clock.pass(Duration.ofMillis(1001));
    toll.pay("x", Urgency.ORDERED);
    assertThat(budget.asked).hasSize(2);
    assertThat(clock.slept).isEmpty();
  }

  @Test
  void asksAnewOnceARegistryAskedForAPause() throws Exception {
    Toll toll = toll(Duration.ZERO);
    toll.pay("x", Urgency.ORDERED);
    toll.slow(new RequestBudget.Slowdown.Pause(TENTH));
    toll.pay("x", Urgency.ORDERED);
    assertThat(budget.asked).containsExactly("1 every 0 ms", "slower", "1 every 0 ms");
  }

  @Test
  void tellsASpreadOnceASecond() {
    Toll toll = toll(Duration.ZERO);
    RequestBudget.Slowdown spread = new RequestBudget.Slowdown.Spread(TENTH, Duration.ofSeconds(9));
    toll.slow(spread);
    toll.slow(spread);
    assertThat(budget.asked).hasSize(1);
    clock.pass(Duration.ofSeconds(1));
    toll.slow(spread);
    assertThat(budget.asked).hasSize(2);
  }

  @Test
  void givesItsPlaceUpWhereItWouldWaitForLong() {
    budget.next.add(lease(0, 20_000, TENTH));
    RegistryException refused =
        catchThrowableOfType(
            RegistryException.class, () -> toll(TENTH).pay("look at x", Urgency.ORDERED));
    assertThat(refused.type()).isEqualTo(FailureType.THROTTLED);
    assertThat(refused.what()).isEqualTo("look at x");
    assertThat(refused.said()).contains("r.test may not be asked now, next slot in 20 s");
    assertThat(refused.until()).isAfter(Instant.now().plusSeconds(15));
    assertThat(clock.slept).isEmpty();
  }

  @Test
  void sendsNothingUnpaidWhereABudgetCannotBeAsked() {
    budget.away = true;
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> toll(TENTH).pay("x", Urgency.ORDERED));
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.hint()).contains("database");
  }

  @Test
  void asksARegistryThatNobodyBoundedWhateverTheLedgerDoes() throws Exception {
    budget.away = true;
    Toll toll = toll(Duration.ZERO);
    toll.pay("x", Urgency.ORDERED);
    toll.slow(new RequestBudget.Slowdown.Pause(TENTH));
    assertThat(clock.slept).isEmpty();
  }

  @Test
  void endsItsWaitWhenItIsInterrupted() {
    budget.next.add(lease(1, 250, TENTH));
    clock.interrupts = true;
    assertThat(
            catchThrowableOfType(
                    RegistryException.class, () -> toll(TENTH).pay("x", Urgency.ORDERED))
                .type())
        .isEqualTo(FailureType.UNAVAILABLE);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void leasesApartWhatIsNotEquallyUrgent() throws Exception {
    budget.next.add(lease(3, 0, TENTH));
    Toll toll = toll(TENTH);
    toll.pay("x", Urgency.REFRESH);
    toll.pay("x", Urgency.AWAITED);
    toll.pay("x", Urgency.REFRESH);
    assertThat(budget.urgencies).containsExactly(Urgency.REFRESH, Urgency.AWAITED);
  }

  @Test
  void dropsWhatWasLeasedForAnybodyOnceARegistryAskedForAPause() throws Exception {
    Toll toll = toll(Duration.ZERO);
    toll.pay("x", Urgency.REFRESH);
    toll.pay("x", Urgency.AWAITED);
    toll.slow(new RequestBudget.Slowdown.Pause(TENTH));
    toll.pay("x", Urgency.REFRESH);
    toll.pay("x", Urgency.AWAITED);
    assertThat(budget.urgencies).hasSize(4);
  }

  @Test
  void asksAgainWhereAPlaceIsGivenSoon() throws Exception {
    budget.next.add(lease(0, 300, TENTH));
    budget.next.add(lease(0, 4_000, TENTH));
    budget.next.add(lease(1, 20, TENTH));
    toll(TENTH).pay("x", Urgency.REFRESH);
    assertThat(clock.slept)
        .containsExactly(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofMillis(20));
  }

  @Test
  void asksNoLongerThanFiveSeconds() {
    for (int i = 0; i < 3; i++) {
      budget.next.add(lease(0, 2_000, TENTH));
    }
    assertThat(
            catchThrowableOfType(
                    RegistryException.class, () -> toll(TENTH).pay("x", Urgency.REFRESH))
                .type())
        .isEqualTo(FailureType.THROTTLED);
    assertThat(budget.asked).hasSize(3);
    assertThat(clock.slept).hasSize(2);
  }

  private static final class Leases implements RequestBudget {
    private final Deque<Lease> next = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Urgency> urgencies = new ArrayList<>();
    private boolean away;

    @Override
    public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
      answer();
      asked.add(wanted + " every " + interval.toMillis() + " ms");
      urgencies.add(urgency);
      return next.isEmpty() ? new Lease(Lease.MOST, Duration.ZERO, Duration.ZERO) : next.remove();
    }

    @Override
    public void slow(Account account, Slowdown slowdown) {
      answer();
      asked.add("slower");
    }

    @Override
    public Map<String, Duration> waits() {
      return Map.of();
    }

    private void answer() {
      if (away) {
        throw new LedgerUnavailableException("connection refused", new IllegalStateException());
      }
    }
  }
}
