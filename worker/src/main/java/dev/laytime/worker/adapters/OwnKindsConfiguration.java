package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.own.OwnKindsAdapter;
import dev.laytime.activities.crd.own.Tenancy;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.ControllerNamespace;
import dev.laytime.worker.configuration.CustomResourcesProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.ObjectRegistration;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.Loops;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.worker.startup.RefusedToStartException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Has Laytime's own objects followed, once the worker polls. */
@Configuration(proxyBeanMethods = false)
public class OwnKindsConfiguration {

  @Bean(destroyMethod = "close")
  Adapters ownKinds(
      LaytimeProperties properties,
      ObjectRegistration registration,
      Loops loops,
      OwedWords owed,
      Announcements announcements,
      MeterRegistry meters,
      Environment environment) {
    Adapters adapters = new Adapters();
    boolean managing =
        !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
            || properties.embedded().manage();
    if (properties.customResources().enabled() && managing) {
      OwnKindsWorker worker =
          new OwnKindsWorker(
              tenancy(properties.customResources()),
              registration,
              properties.ledgerSettings(),
              loops,
              owed::announcement,
              announcements::send,
              InstantSource.system());
      adapters.add(() -> following(properties, worker, new OwnKindsMetrics(meters)));
    }
    return adapters;
  }

  private static Tenancy tenancy(CustomResourcesProperties properties) {
    return new Tenancy(
        platform(properties),
        properties.secrets(),
        properties.tenants().stream()
            .map(tenant ->
                new Tenancy.Tenant(
                    tenant.requiredNamespace(), tenant.repositories(), tenant.secrets()))
            .toList());
  }

  private static String platform(CustomResourcesProperties properties) {
    try {
      return properties.platform(
          ControllerNamespace.found(properties.namespace(), System.getenv()));
    } catch (IllegalArgumentException e) {
      throw new RefusedToStartException(
          "follow objects of laytime.dev",
          String.valueOf(e.getMessage()),
          "set laytime.custom-resources.namespace",
          e);
    }
  }

  private static Runnable following(
      LaytimeProperties properties, OwnKindsWorker worker, OwnKindsMetrics metrics) {
    ClusterProperties cluster = Objects.requireNonNull(properties.ownKindsCluster().cluster());
    EventWriter events = new EventWriter(instance(System.getenv()), InstantSource.system());
    OwnKindsAdapter adapter = new OwnKindsAdapter(worker, events, InstantSource.system());
    Rounds rounds =
        new Rounds(
            "objects of laytime.dev",
            api -> {
              OwnKindsAdapter.Round round = adapter.round(api);
              return new Rounds.Result(round.trouble(), round.written());
            },
            () -> new ClusterObjects(cluster.api(properties::resolve)),
            properties.customResources().interval(),
            metrics);
    rounds.start();
    return rounds::close;
  }

  /** The Pod, or the machine. */
  static String instance(Map<String, String> environment) {
    String host = environment.getOrDefault("HOSTNAME", "");
    return host.isBlank() ? "laytime" : host;
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> followingOwnKinds(Adapters ownKinds) {
    return _ -> ownKinds.start();
  }
}
