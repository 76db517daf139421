package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.flux.FluxAdapter;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.client.SourceWays;
import dev.laytime.activities.registry.cloud.CloudLogins;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.ImagerepoMirrorProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.MirrorTargets;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.TagMirrors;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.polling.Polling;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Has Flux's image repositories mirrored where that is configured, once the worker polls. */
@Configuration(proxyBeanMethods = false)
public class ImagerepoMirrorConfiguration {

  /**
   * Every worker copies, whichever of them looked at the objects. One without the adapter has no
   * way for them: its own logins are not lent.
   */
  @Bean
  SourceWays sourceWays(LaytimeProperties properties, Registration registration) {
    ImagerepoMirrorProperties adapter = properties.adapters().imagerepoMirror();
    return adapter == null
        ? FluxWays::none
        : new FluxWays(
            way(properties, adapter),
            adapter.flux().secrets(),
            CloudLogins.fromEnvironment(System.getenv()),
            source -> isInStage(source, adapter, registration),
            InstantSource.system());
  }

  /** Where nobody can tell, it may be. */
  private static boolean isInStage(
      RepositoryPrefix source, ImagerepoMirrorProperties adapter, Registration registration) {
    RepositoryPrefix target;
    try {
      target = adapter.flux().target(source);
    } catch (IllegalArgumentException e) {
      return true; // it has no place
    }
    return registration
        .ground(adapter.settings())
        .map(ground -> ground.stages().stream().anyMatch(target::liesIn))
        .orElse(true);
  }

  @Bean(destroyMethod = "close")
  Adapters imagerepoMirror(
      LaytimeProperties properties,
      Registration registration,
      TagMirrors mirrors,
      MirrorTargets targets,
      SourceWays ways,
      ImageStores stores,
      Polling polling,
      Announcements announcements,
      MeterRegistry meters,
      Environment environment) {
    Adapters adapters = new Adapters();
    ImagerepoMirrorProperties adapter = properties.adapters().imagerepoMirror();
    boolean managing =
        !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
            || properties.embedded().manage();
    if (adapter != null && managing) {
      ImagerepoMirrorMetrics metrics = new ImagerepoMirrorMetrics(meters);
      ImagerepoMirrorWorker worker =
          new ImagerepoMirrorWorker(
              registration,
              mirrors,
              targets,
              adapter.settings(),
              () -> announcements.send(List.of(polling.announcement())),
              mirror -> announcements.send(List.of(polling.announcementNow(mirror))),
              mirror -> {
                if (ways instanceof FluxWays flux) {
                  flux.leave(mirror);
                }
                stores.leave(mirror);
              },
              metrics);
      adapters.add(() -> following(properties, adapter, worker, metrics));
    }
    return adapters;
  }

  private static Runnable following(
      LaytimeProperties properties,
      ImagerepoMirrorProperties adapter,
      ImagerepoMirrorWorker worker,
      ImagerepoMirrorMetrics metrics) {
    EventWriter events =
        new EventWriter(OwnKindsConfiguration.instance(System.getenv()), InstantSource.system());
    FluxAdapter flux = new FluxAdapter(adapter.flux(), worker, events);
    Rounds rounds =
        new Rounds(
            "image repositories of Flux",
            api -> {
              FluxAdapter.Round round = flux.round(api);
              return new Rounds.Result(round.trouble(), round.written());
            },
            way(properties, adapter),
            adapter.interval(),
            metrics);
    rounds.start();
    return rounds::close;
  }

  private static Rounds.Way way(LaytimeProperties properties, ImagerepoMirrorProperties adapter) {
    ClusterProperties cluster = properties.cluster(adapter);
    return () -> new ClusterObjects(cluster.api(properties::resolve));
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> mirroringForFlux(Adapters imagerepoMirror) {
    return _ -> imagerepoMirror.start();
  }
}
