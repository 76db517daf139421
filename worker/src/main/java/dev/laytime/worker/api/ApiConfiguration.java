package dev.laytime.worker.api;

import dev.laytime.worker.health.QueueTrouble;
import dev.laytime.worker.health.RegistryBudgets;
import dev.laytime.worker.ledger.PullEvents;
import dev.laytime.worker.ledger.Views;
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.OwedWords;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the API to the ledger. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

  @Bean
  ReadController readController(Views views, QueueTrouble queues, RegistryBudgets budgets) {
    return new ReadController(
        views, new LifeQueues(queues), new RegistryWaits(budgets), InstantSource.system());
  }

  @Bean
  WishController wishController(Wishes wishes, OwedWords owed, Announcements announcements) {
    return new WishController(wishes, owed, announcements, InstantSource.system());
  }

  @Bean
  EventsController eventsController(PullEvents events) {
    return new EventsController(events, InstantSource.system());
  }

  @Bean
  ApiErrors apiErrors() {
    return new ApiErrors();
  }
}
