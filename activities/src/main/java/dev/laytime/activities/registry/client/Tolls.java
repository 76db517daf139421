package dev.laytime.activities.registry.client;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.RequestBudget.Account;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** Who pays what for requests: all that is asked as one account pays in one place. */
final class Tolls {

  private final RequestBudget budget;
  private final ConcurrentMap<Account, Toll> tolls = new ConcurrentHashMap<>();

  Tolls(RequestBudget budget) {
    this.budget = budget;
  }

  /**
   * Where an account pays, whatever for.
   *
   * @param interval between two requests
   */
  Toll of(Account account, Duration interval) {
    return tolls.computeIfAbsent(
        account, key -> new Toll(key, interval, budget, Toll.Clock.SYSTEM));
  }

  /** What a host grants for now; of several logins the one that has least left. */
  Optional<Quota> quota(String host) {
    return tolls.entrySet().stream()
        .filter(toll -> toll.getKey().host().equals(host))
        .flatMap(toll -> Stream.ofNullable(toll.getValue().quota()))
        .min(Comparator.comparingLong(Quota::remaining));
  }
}
