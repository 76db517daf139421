package dev.laytime.worker;

import dev.laytime.activities.registry.CopyMeter;
import dev.laytime.activities.registry.Courier;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.MirrorCopyActivitiesImpl;
import dev.laytime.activities.registry.PollActivitiesImpl;
import dev.laytime.activities.registry.RegistryActivitiesImpl;
import dev.laytime.activities.registry.TagPollActivitiesImpl;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.CredentialChain;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.HostLogins;
import dev.laytime.activities.registry.client.Proxies;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.client.Resuming;
import dev.laytime.activities.registry.client.SourceWays;
import dev.laytime.activity.MirrorCopyActivities;
import dev.laytime.activity.PollActivities;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.TagPollActivities;
import dev.laytime.ledger.FetchedManifests;
import dev.laytime.ledger.Polls;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.TagPolls;
import dev.laytime.ledger.Uploads;
import dev.laytime.worker.adapters.LoginHostKeeper;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.health.RegistryBudgets;
import dev.laytime.worker.ledger.PullEvents;
import dev.laytime.worker.metrics.MicrometerCopyMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
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
  Credentials credentials(HostLogins logins) {
    return new CredentialChain(List.of(logins, CredentialChain.fromEnvironment(System.getenv())));
  }

  @Bean
  Proxies proxies() {
    return Proxies.fromEnvironment(System.getenv());
  }

  /** Layouts lie on this worker's own disk: only those it was started for are touched. */
  @Bean(destroyMethod = "close")
  ImageStores imageStores(
      LaytimeProperties properties,
      Credentials credentials,
      Proxies proxies,
      RequestBudget budget,
      Uploads uploads,
      FetchedManifests fetched,
      PullEvents pulls,
      SourceWays ways,
      LoginHostKeeper hosts) {
    if (properties.dryRun()) {
      log.warn(
          "dry run: this worker writes nothing to any registry, whatever it decides; start it"
              + " without laytime.dry-run to let it");
    }
    List<RegistrySettings> registries = properties.registrySettings();
    ClientSettings settings =
        ClientSettings.of(registries, credentials)
            .through(proxies)
            .paidFrom(budget)
            .resuming(Resuming.from(uploads))
            .calledAs(pulls.agent())
            .asking(ways)
            .learning(hosts::settings)
            .dryRun(properties.dryRun());
    return new ImageStores(settings, properties.embedded().layouts()::contains, fetched);
  }

  @Bean
  RegistryBudgets registryBudgets(ImageStores stores) {
    return stores::budgets;
  }

  @Bean
  RegistryActivities registryActivities(
      ImageStores stores, CopyMeter meter, Prohibitions prohibitions) {
    return new RegistryActivitiesImpl(stores, meter, prohibitions);
  }

  @Bean
  PollActivities pollActivities(ImageStores stores, Polls polls, Prohibitions prohibitions) {
    return new PollActivitiesImpl(stores, polls, prohibitions);
  }

  @Bean
  TagPollActivities tagPollActivities(
      ImageStores stores, TagPolls polls, Prohibitions prohibitions) {
    return new TagPollActivitiesImpl(stores, polls, prohibitions);
  }

  @Bean
  MirrorCopyActivities mirrorCopyActivities(
      LaytimeProperties properties,
      ImageStores stores,
      TagPolls polls,
      Prohibitions prohibitions,
      Courier courier,
      CopyMeter meter) {
    return new MirrorCopyActivitiesImpl(
        stores,
        polls,
        prohibitions,
        courier,
        meter,
        InstantSource.system(),
        properties.concurrency().tags());
  }
}
