package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.LedgerActivities;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.Inventory;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.Scans;
import dev.laytime.ledger.Uploads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class LedgerConfigurationTest {

  @Test
  void givesEveryRoomItsPartOfOneLedger() {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.registerBean(
          Ledger.class, () -> Ledger.open(Ledger.inMemory("configuration"), null, null));
      context.register(LedgerConfiguration.class);
      context.refresh();

      for (Class<?> part :
          List.of(
              Scans.class,
              Closures.class,
              Bodies.class,
              Inventory.class,
              Removals.class,
              Prohibitions.class,
              Uploads.class,
              LedgerActivities.class,
              Registration.class,
              ObjectRegistration.class,
              Telling.class,
              Wishes.class,
              Views.class)) {
        assertThat(context.getBeansOfType(part)).as(part.getName()).hasSize(1);
      }
      assertThat(context.containsBean("ledgerActivities")).isTrue();
    }
  }
}
