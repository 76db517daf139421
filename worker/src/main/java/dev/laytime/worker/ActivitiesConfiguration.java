package dev.laytime.worker;

import dev.laytime.activities.registry.CopyMeter;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.RegistryActivitiesImpl;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.DockerConfig;
import dev.laytime.activities.registry.client.Proxies;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.RegistryProperties;
import dev.laytime.worker.metrics.MicrometerCopyMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What touches the world, joined by hand: nothing is scanned for. */
@Configuration(proxyBeanMethods = false)
class ActivitiesConfiguration {

  private static final Logger log = LoggerFactory.getLogger(ActivitiesConfiguration.class);

  @Bean
  CopyMeter copyMeter(MeterRegistry registry) {
    return new MicrometerCopyMeter(registry);
  }

  @Bean
  Credentials credentials() {
    return DockerConfig.fromEnvironment(System.getenv());
  }

  @Bean
  Proxies proxies() {
    return Proxies.fromEnvironment(System.getenv());
  }

  /** Layouts lie on this worker's own disk: only those it was started for are touched. */
  @Bean(destroyMethod = "close")
  ImageStores imageStores(LaytimeProperties properties, Credentials credentials, Proxies proxies) {
    List<RegistrySettings> registries =
        properties.registries().stream().map(RegistryProperties::settings).toList();
    Predicate<Path> layouts = properties.embedded().layouts()::contains;
    if (!properties.dryRun()) {
      return ImageStores.of(registries, credentials, proxies, layouts);
    }
    log.warn(
        "dry run: this worker writes nothing to any registry, whatever it decides; start it without"
            + " laytime.dry-run to let it");
    return ImageStores.dryRun(registries, credentials, proxies, layouts);
  }

  @Bean
  RegistryActivities registryActivities(ImageStores stores, CopyMeter meter) {
    return new RegistryActivitiesImpl(stores, meter);
  }
}
