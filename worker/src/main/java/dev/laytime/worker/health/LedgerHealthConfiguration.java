package dev.laytime.worker.health;

import dev.laytime.worker.ledger.Views;
import dev.laytime.worker.messages.Announcements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health of what lives need: components {@code ledger} and {@code messages}. */
@Configuration(proxyBeanMethods = false)
public class LedgerHealthConfiguration {

  @Bean
  LedgerHealthIndicator ledgerHealthIndicator(Views views) {
    return new LedgerHealthIndicator(views);
  }

  @Bean
  MessagesHealthIndicator messagesHealthIndicator(Announcements announcements) {
    return new MessagesHealthIndicator(announcements);
  }
}
