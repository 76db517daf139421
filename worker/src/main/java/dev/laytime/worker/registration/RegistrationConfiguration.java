package dev.laytime.worker.registration;

import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.LentLogins;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.LifeMessages;
import dev.laytime.worker.messages.Loops;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.worker.messages.PromotionStarts;
import java.time.InstantSource;
import java.util.List;
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
      MirrorLogins logins,
      Environment environment) {
    return new Registrar(
        properties,
        registration,
        lives,
        owed,
        loops,
        logins,
        InstantSource.system(),
        isManaging(properties, environment));
  }

  private static boolean isManaging(LaytimeProperties properties, Environment environment) {
    return !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
        || properties.embedded().manage();
  }

  /** An embedded worker's logins are those of whoever started it, for whatever it is told. */
  @Bean
  MirrorLogins mirrorLogins(
      LaytimeProperties properties, Credentials credentials, Environment environment) {
    return environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
        ? new MirrorLogins(List.of(), Credentials.NONE, InstantSource.system())
        : new MirrorLogins(properties.registrySettings(), credentials, InstantSource.system());
  }

  @Bean(destroyMethod = "close")
  LoginWatch loginWatch(
      MirrorLogins logins, LentLogins lent, OwedWords owed, Announcements announcements) {
    return new LoginWatch(
        logins,
        lent,
        () -> announcements.send(List.of(owed.announcement())),
        InstantSource.system());
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> watchingLogins(
      LoginWatch logins, LaytimeProperties properties, Environment environment) {
    return _ -> {
      if (isManaging(properties, environment)) {
        logins.start();
      }
    };
  }

  /** Runners come before the event that starts the pollers. */
  @Bean
  ApplicationRunner registering(Registrar registrar) {
    return _ -> registrar.register();
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> announcing(
      Registrar registrar,
      PromotionStarts promotions,
      Announcements announcements,
      LaytimeProperties properties,
      Environment environment) {
    return _ -> {
      registrar.announce(announcements);
      if (isManaging(properties, environment) && properties.manages()) {
        announcements.send(List.of(promotions.announcement(announcements)));
      }
    };
  }
}
