package dev.laytime.worker.registration;

import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.LifeMessages;
import dev.laytime.worker.messages.Loops;
import dev.laytime.worker.messages.OwedWords;
import java.time.InstantSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Registers before the pollers start, and announces once they have. */
@Configuration(proxyBeanMethods = false)
public class RegistrationConfiguration {

  @Bean
  Registrar registrar(
      LaytimeProperties properties,
      Registration registration,
      LifeMessages lives,
      OwedWords owed,
      Loops loops,
      Environment environment) {
    boolean managing =
        !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
            || properties.embedded().manage();
    return new Registrar(
        properties, registration, lives, owed, loops, InstantSource.system(), managing);
  }

  /** Runners come before the event that starts the pollers. */
  @Bean
  ApplicationRunner registering(Registrar registrar) {
    return _ -> registrar.register();
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> announcing(
      Registrar registrar, Announcements announcements) {
    return _ -> registrar.announce(announcements);
  }
}
