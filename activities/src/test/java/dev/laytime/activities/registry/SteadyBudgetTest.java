package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.RequestBudget.Account;
import dev.laytime.ledger.RequestBudget.Lease;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The pace of a process that does one thing. */
class SteadyBudgetTest {

  private static final Account ANN = new Account("r.test", "ann");
  private static final Duration INTERVAL = Duration.ofSeconds(4);

  private final AtomicLong now = new AtomicLong(-7);
  private final SteadyBudget budget = new SteadyBudget(now::get);

  @Test
  void givesEveryPlaceOneIntervalAfterTheLast() {
    assertThat(take(ANN, 2)).isEqualTo(new Lease(2, Duration.ZERO, INTERVAL));
    assertThat(take(ANN, 1)).isEqualTo(new Lease(1, Duration.ofSeconds(8), INTERVAL));
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(take(ANN, 1)).isEqualTo(new Lease(1, Duration.ofSeconds(3), INTERVAL));
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(take(ANN, 1))
        .as("nothing is saved up")
        .isEqualTo(new Lease(1, Duration.ZERO, INTERVAL));
  }

  @Test
  void sendsNobodyAwayHoweverLateItsPlaceIs() {
    assertThat(take(ANN, 1000).isRefused()).isFalse();
    assertThat(take(ANN, 1)).isEqualTo(new Lease(1, Duration.ofSeconds(4000), INTERVAL));
  }

  @Test
  void holdsNobodyBackForAnother() {
    var _ = take(ANN, 10);

    assertThat(take(new Account("r.test", "bob"), 1).delay()).isZero();
    assertThat(budget.take(ANN, Duration.ZERO, 1, Urgency.ORDERED).delay()).isZero();
  }

  private Lease take(Account account, int wanted) {
    return budget.take(account, INTERVAL, wanted, Urgency.ORDERED);
  }
}
