package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Account;
import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.RequestBudget.Slowdown;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both budgets: that of the ledger's rows, and that of one process. */
class BudgetTest {

  private static final TestDatabase DATABASE = new TestDatabase(InstantSource.system());
  private static final Account ANNA = new Account("registry.test", "anna");
  private static final Account NOBODY = new Account("registry.test", "");
  private static final Duration LONG = Duration.ofSeconds(4);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @BeforeEach
  void clear() {
    DATABASE.clear();
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  static Stream<Named<RequestBudget>> budgets() {
    return Stream.of(
        Named.of("of the ledger", DATABASE.ledger().budget()),
        Named.of("of a process", new ProcessBudget(InstantSource.system())));
  }

  @ParameterizedTest
  @MethodSource("budgets")
  void isOneForAllWhoAskAsTheSameLogin(RequestBudget budget) {
    assertThat(budget.take(ANNA, MINUTE, 1, Urgency.AWAITED).requests()).isEqualTo(1);
    assertThat(budget.take(ANNA, MINUTE, 1, Urgency.AWAITED).isRefused()).isTrue();
    assertThat(budget.take(NOBODY, MINUTE, 1, Urgency.AWAITED).requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("budgets")
  void holdsEverybodyBackWhenOneWasToldTo(RequestBudget budget) {
    budget.slow(ANNA, new Slowdown.Pause(MINUTE));
    Lease refused = budget.take(ANNA, Duration.ZERO, 1, Urgency.AWAITED);
    assertThat(refused.isRefused()).isTrue();
    assertThat(refused.delay()).isBetween(MINUTE.dividedBy(2), MINUTE);
    assertThat(budget.take(NOBODY, Duration.ZERO, 1, Urgency.AWAITED).isRefused()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("budgets")
  void remembersWhatWasAskedForBesideAPause(RequestBudget budget) {
    budget.slow(ANNA, new Slowdown.Spread(LONG, MINUTE));
    budget.slow(ANNA, new Slowdown.Pause(Duration.ofSeconds(1)));
    Lease lease = budget.take(ANNA, Duration.ofMillis(1), 9, Urgency.AWAITED);
    assertThat(lease.interval()).isEqualTo(LONG);
    assertThat(lease.requests()).isBetween(1, 2);
  }

  @ParameterizedTest
  @MethodSource("budgets")
  void givesNoPlaceTwiceWhoeverAsksAtOnce(RequestBudget budget) throws Exception {
    Duration interval = Duration.ofMillis(200);
    Instant begun = Instant.now();
    List<Future<Instant>> asked = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 20; i++) {
        asked.add(
            workers.submit(() -> {
              Lease lease = budget.take(ANNA, interval, 1, Urgency.AWAITED);
              assertThat(lease.requests()).isEqualTo(1);
              return Instant.now().plus(lease.delay());
            }));
      }
    }
    List<Instant> places = new ArrayList<>();
    for (Future<Instant> place : asked) {
      places.add(place.get());
    }
    assertThat(Collections.max(places))
        .as("the last of twenty, however long it took to ask")
        .isAfter(begun.plus(interval.multipliedBy(18)));
  }

  @ParameterizedTest
  @MethodSource("budgets")
  void keepsInMindWhoWasSentAway(RequestBudget budget) {
    Duration pause = Duration.ofSeconds(30);
    budget.slow(ANNA, new Slowdown.Pause(pause));
    assertThat(budget.take(ANNA, Duration.ZERO, 1, Urgency.ORDERED).isRefused()).isTrue();
    assertThat(budget.take(ANNA, Duration.ZERO, 1, Urgency.REFRESH).delay())
        .as("until those who come first had time to come back")
        .isGreaterThan(pause);
  }

  @ParameterizedTest
  @MethodSource("budgets")
  void keepsInMindWhatIsDueToThoseWhoWerePassedOver(RequestBudget budget) {
    Duration interval = Duration.ofMillis(200);
    assertThat(budget.take(ANNA, interval, 20, Urgency.AWAITED).requests()).isEqualTo(20);
    assertThat(budget.take(ANNA, interval, 1, Urgency.REFRESH).requests()).isEqualTo(1);
    assertThat(budget.take(ANNA, interval, 1, Urgency.REFRESH).requests()).isEqualTo(1);
    assertThat(budget.take(ANNA, interval, 1, Urgency.REFRESH).isRefused()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("budgets")
  void tellsHowLongEachHostIsToBeWaitedFor(RequestBudget budget) {
    Account other = new Account("other.test", "");
    budget.slow(ANNA, new Slowdown.Pause(MINUTE));
    budget.slow(other, new Slowdown.Pause(Duration.ofNanos(1)));
    assertThat(budget.take(NOBODY, Duration.ZERO, 1, Urgency.AWAITED).isRefused()).isFalse();
    assertThat(budget.waits()).containsOnlyKeys("registry.test", "other.test");
    assertThat(budget.waits().get("registry.test")).isBetween(MINUTE.dividedBy(2), MINUTE);
    assertThat(budget.waits().get("other.test")).isZero();
  }
}
