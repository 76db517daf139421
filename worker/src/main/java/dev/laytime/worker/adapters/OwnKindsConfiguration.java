package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.Round;
import dev.laytime.activities.crd.own.ApprovalsAdapter;
import dev.laytime.activities.crd.own.OwnKindsAdapter;
import dev.laytime.activities.crd.own.Tenancy;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.ControllerNamespace;
import dev.laytime.worker.configuration.CustomResourcesProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.TenantBuildsProperties;
import dev.laytime.worker.configuration.TenantPathsProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.ObjectRegistration;
import dev.laytime.worker.ledger.PromotionPaths;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.ledger.ProvenWords;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.Loops;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.worker.messages.PromotionStarts;
import dev.laytime.worker.messages.PromotionWords;
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
      PromotionStarts promotions,
      ApprovalsWorker approvals,
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
              ObjectPaths.of(properties),
              ObjectRules.ground(properties),
              () -> promotions.announcement(announcements),
              InstantSource.system());
      adapters.add(() -> following(properties, worker, approvals, new OwnKindsMetrics(meters)));
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
                    tenant.requiredNamespace(),
                    tenant.repositories(),
                    tenant.secrets(),
                    given(tenant.promotions()),
                    builds(tenant.builds())))
            .toList());
  }

  private static Tenancy.Given given(TenantPathsProperties paths) {
    return new Tenancy.Given(paths.from(), paths.to(), paths.jobs(), paths.gitTargets());
  }

  private static Tenancy.Builds builds(TenantBuildsProperties builds) {
    return new Tenancy.Builds(
        builds.git(),
        builds.bases(),
        builds.strategies(),
        builds.perHour(),
        builds.pullSecret(),
        builds.most().bounds());
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
      LaytimeProperties properties,
      OwnKindsWorker worker,
      ApprovalsWorker approvals,
      OwnKindsMetrics metrics) {
    ClusterProperties cluster = Objects.requireNonNull(properties.ownKindsCluster().cluster());
    EventWriter events = new EventWriter(instance(System.getenv()), InstantSource.system());
    CustomResourcesProperties settings = properties.customResources();
    OwnKindsAdapter adapter = new OwnKindsAdapter(worker, events, InstantSource.system());
    ApprovalsAdapter heard =
        new ApprovalsAdapter(
            tenancy(settings), settings.approvers(), approvals, events, InstantSource.system());
    Rounds rounds =
        new Rounds(
            "objects of laytime.dev",
            api -> {
              Round round = adapter.round(api);
              return settings.approvers().isEmpty()
                  ? result(round)
                  : result(round.and(heard.round(api)));
            },
            () -> new ClusterObjects(cluster.api(properties::resolve)),
            properties.customResources().interval(),
            metrics);
    rounds.start();
    return rounds::close;
  }

  private static Rounds.Result result(Round round) {
    return new Rounds.Result(round.trouble(), round.written());
  }

  @Bean
  ApprovalsWorker approvalsWorker(
      Promotions promotions, PromotionPaths paths, ProvenWords proven, PromotionWords words) {
    return new ApprovalsWorker(promotions, paths, proven, words, InstantSource.system());
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
