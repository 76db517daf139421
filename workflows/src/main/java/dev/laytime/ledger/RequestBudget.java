package dev.laytime.ledger;

import java.time.Duration;
import java.util.Map;

/**
 * How many requests may be sent to a registry by one login, whoever sends them: all workers share
 * it. Times are from now, so that no two machines' clocks are compared.
 */
public interface RequestBudget {

  /** Nobody is held back. */
  RequestBudget UNLIMITED =
      new RequestBudget() {
        @Override
        public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
          return new Lease(Lease.MOST, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public void slow(Account account, Slowdown slowdown) {}

        @Override
        public Map<String, Duration> waits() {
          return Map.of();
        }
      };

  /** Longer than that nobody waits for a lease: who holds a worker's slot gives it to others. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Takes what may be sent next. The less urgent it is, the shorter before its time a place is
   * given: so whoever is more urgent finds it free, and nobody has to be told to wait for them.
   *
   * @param interval from one request to the next, as people configured it; zero for no bound
   * @param wanted how many requests wait here, at least 1
   * @throws LedgerUnavailableException if the ledger cannot be asked
   */
  Lease take(Account account, Duration interval, int wanted, Urgency urgency);

  /**
   * Lowers the budget for all, because the registry asked for it.
   *
   * @throws LedgerUnavailableException if the ledger cannot be told
   */
  void slow(Account account, Slowdown slowdown);

  /**
   * How long it is until each host may be asked next by all its logins: zero where it may be now.
   *
   * @throws LedgerUnavailableException if the ledger cannot be asked
   */
  Map<String, Duration> waits();

  /**
   * Whose budget it is.
   *
   * @param host that is asked, with its port where that is not the usual one
   * @param login who asks; empty for nobody
   */
  record Account(String host, String login) {}

  /**
   * Requests that may be sent.
   *
   * @param requests how many, at most {@link #MOST}; 0 where none is given yet
   * @param delay until the first may be sent, or be asked for again where there is none
   * @param interval from each to the next; where it is zero they may be sent within a second
   */
  record Lease(int requests, Duration delay, Duration interval) {

    /** The most requests of one lease. */
    public static final int MOST = 1000;

    /** Whether it is none. */
    public boolean isRefused() {
      return requests == 0;
    }
  }

  /** What a registry asked for. */
  sealed interface Slowdown {

    /** No request at all for some time. */
    record Pause(Duration time) implements Slowdown {}

    /**
     * Fewer requests for some time.
     *
     * @param interval from one to the next, at least
     * @param time how long
     */
    record Spread(Duration interval, Duration time) implements Slowdown {}
  }
}
