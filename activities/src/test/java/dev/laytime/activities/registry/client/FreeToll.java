package dev.laytime.activities.registry.client;

import dev.laytime.ledger.RequestBudget;
import java.time.Duration;

/** Where nothing is to be paid. */
final class FreeToll {

  private FreeToll() {}

  static Toll of(String login) {
    return new Toll(
        new RequestBudget.Account("test", login),
        Duration.ZERO,
        RequestBudget.UNLIMITED,
        Toll.Clock.SYSTEM);
  }
}
