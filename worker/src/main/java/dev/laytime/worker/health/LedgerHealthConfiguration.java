package dev.laytime.worker.health;

import dev.laytime.worker.ledger.Views;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.observers.Watches;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health of what lives need: components {@code ledger}, {@code sources} and {@code messages}. */
@Configuration(proxyBeanMethods = false)
public class LedgerHealthConfiguration {

  @Bean
  LedgerHealthIndicator ledgerHealthIndicator(Views views) {
    return new LedgerHealthIndicator(views);
  }

  @Bean
  SourcesHealthIndicator sourcesHealthIndicator(Views views, Watches watches) {
    return new SourcesHealthIndicator(views, watches::states, InstantSource.system());
  }

  @Bean
  MessagesHealthIndicator messagesHealthIndicator(Announcements announcements) {
    return new MessagesHealthIndicator(announcements);
  }
}
