package dev.laytime.worker;

import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.StageActivitiesImpl;
import dev.laytime.activity.StageActivities;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.Inventory;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.Removals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins what is done in stages to the ledger, which has the last word. */
@Configuration(proxyBeanMethods = false)
class StageActivitiesConfiguration {

  @Bean
  StageActivities stageActivities(
      ImageStores stores,
      Closures closures,
      Bodies bodies,
      Inventory inventory,
      Removals removals,
      Prohibitions prohibitions) {
    return new StageActivitiesImpl(stores, closures, bodies, inventory, removals, prohibitions);
  }
}
