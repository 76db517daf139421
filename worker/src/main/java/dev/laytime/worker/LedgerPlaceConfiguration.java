package dev.laytime.worker;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.LedgerPlace;
import dev.laytime.worker.ledger.GateSettings;
import dev.laytime.worker.ledger.Ledger;
import dev.laytime.worker.ledger.ProcessBudget;
import dev.laytime.worker.promoting.NamedByGates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the ledger where the configuration has it. */
@Configuration(proxyBeanMethods = false)
class LedgerPlaceConfiguration {

  @Bean
  LedgerPlace ledgerPlace(LaytimeProperties properties) {
    return LedgerPlace.of(properties);
  }

  @Bean(destroyMethod = "close")
  Ledger ledger(LedgerPlace place, LaytimeProperties properties) {
    GateSettings gates = new NamedByGates(properties);
    Duration kept = properties.ledger().promotionsKept();
    return switch (place) {
      case LedgerPlace.Server(var url, var username, var password) ->
          Ledger.open(url, username, password, kept, gates);
      case LedgerPlace.InDirectory(var directory) ->
          Ledger.open(Ledger.fileIn(directory), null, null, kept, gates);
      case LedgerPlace.InMemory _ ->
          Ledger.open(Ledger.inMemory(UUID.randomUUID().toString()), null, null, kept, gates);
    };
  }

  /** A database that only this worker opens has nobody to share budgets with. */
  @Bean
  RequestBudget requestBudget(LedgerPlace place, Ledger ledger) {
    return place instanceof LedgerPlace.Server
        ? ledger.budget()
        : new ProcessBudget(InstantSource.system());
  }
}
