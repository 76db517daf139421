package dev.laytime.worker.health;

import dev.laytime.activities.registry.client.RegistryBudget;
import java.util.Map;

/** How far registries may be asked. */
@FunctionalInterface
public interface RegistryBudgets {

  /**
   * Each by its name in references.
   *
   * @throws dev.laytime.ledger.LedgerUnavailableException if the ledger cannot be asked
   */
  Map<String, RegistryBudget> now();
}
