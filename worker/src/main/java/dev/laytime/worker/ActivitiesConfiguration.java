package dev.laytime.worker;

import dev.laytime.activities.registry.CopyMeter;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.RegistryActivitiesImpl;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.DockerConfig;
import dev.laytime.activities.registry.client.Proxies;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.RegistryProperties;
import dev.laytime.worker.metrics.MicrometerCopyMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What touches the world, joined by hand: nothing is scanned for. */
@Configuration(proxyBeanMethods = false)
class ActivitiesConfiguration {

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
    return ImageStores.of(
        properties.registries().stream().map(RegistryProperties::settings).toList(),
        credentials,
        proxies,
        properties.embedded().layouts()::contains);
  }

  @Bean
  RegistryActivities registryActivities(ImageStores stores, CopyMeter meter) {
    return new RegistryActivitiesImpl(stores, meter);
  }
}
