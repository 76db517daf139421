package dev.laytime.worker.embedded;

import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.process.StateDirectory;
import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the process brings itself: a registry, and a Temporal service where none is configured. */
@Configuration(proxyBeanMethods = false)
@Profile(EmbeddedConfiguration.PROFILE)
public class EmbeddedConfiguration {

  /** The profile that {@code --embedded} turns on. */
  public static final String PROFILE = "embedded";

  @Bean
  @Conditional(NoTemporalConfigured.class)
  EmbeddedTemporal embeddedTemporal(LaytimeProperties properties) {
    return EmbeddedTemporal.start(properties.embedded().temporalPort());
  }

  @Bean
  InitializingBean ownStages(LaytimeProperties properties) {
    return () -> {
      if (properties.embedded().manage()) {
        OwnStages.check(properties);
      }
    };
  }

  @Bean
  EmbeddedRegistry embeddedRegistry(LaytimeProperties properties, StateDirectory state) {
    int port = properties.embedded().registryPort();
    Path root = state.path().resolve("registry");
    try {
      return EmbeddedRegistry.start(root, port);
    } catch (IOException e) {
      throw new RefusedToStartException(
          "start the embedded registry on port %d in %s".formatted(port, root),
          String.valueOf(e.getMessage()),
          "free or change the port with --laytime.embedded.registry-port=N (0 takes any free one),"
              + " or the directory with --laytime.state=DIR",
          e);
    }
  }
}
