package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.qebbeq.QebbeqAdapter;
import dev.laytime.activities.crd.qebbeq.QebbeqSettings;
import dev.laytime.activities.usage.cluster.ClusterSource;
import dev.laytime.activities.usage.cluster.PodImages;
import dev.laytime.activities.usage.cluster.PodWatch;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.QebbeqProperties;
import dev.laytime.worker.configuration.SourceProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.worker.ledger.ProvenWords;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.Standings;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.worker.polling.Polling;
import dev.laytime.worker.registration.LoginWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Starts the adapters that are configured, once the worker polls. */
@Configuration(proxyBeanMethods = false)
public class AdaptersConfiguration {

  @Bean
  OwnJobs ownJobs(LaytimeProperties properties, ProvenWords ledger) {
    return new OwnJobs(properties, ledger::installation);
  }

  @Bean(destroyMethod = "close")
  Adapters adapters(
      LaytimeProperties properties,
      Standings standings,
      Registration registration,
      MirrorPolls polls,
      LoginWatch logins,
      OwedWords owed,
      Polling polling,
      Announcements announcements,
      MeterRegistry meters,
      Environment environment) {
    Adapters adapters = new Adapters();
    QebbeqProperties qebbeq = properties.adapters().qebbeq();
    boolean managing =
        !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
            || properties.embedded().manage();
    if (qebbeq != null && managing) {
      Runnable wake =
          () -> announcements.send(List.of(owed.announcement(), polling.announcement()));
      adapters.add(
          () -> qebbeq(qebbeq, properties, standings, registration, polls, logins, wake, meters));
    }
    return adapters;
  }

  private static Runnable qebbeq(
      QebbeqProperties qebbeq,
      LaytimeProperties properties,
      Standings standings,
      Registration registration,
      MirrorPolls polls,
      LoginWatch logins,
      Runnable wake,
      MeterRegistry meters) {
    QebbeqMetrics metrics = new QebbeqMetrics(meters);
    SourceProperties source = properties.cluster(qebbeq);
    ClusterProperties cluster = Objects.requireNonNull(source.cluster());
    ClusterSource.Connector connector = cluster.connector(properties::resolve);
    PodImages pods =
        PodImages.follow(source.requiredName(), connector, cluster.settings(), PodWatch.Pace.USUAL);
    QebbeqWorker worker =
        new QebbeqWorker(
            pods::named,
            standings,
            registration,
            polls::last,
            logins::lends,
            qebbeq.settings(),
            wake,
            metrics,
            InstantSource.system());
    QebbeqSettings settings =
        new QebbeqSettings(
            qebbeq.requiredHost(), qebbeq.namespace(), qebbeq.mirrorNamespaces(), qebbeq.limits());
    QebbeqAdapter adapter = new QebbeqAdapter(settings, worker, InstantSource.system());
    Rounds rounds =
        new Rounds(
            "objects of Qebbeq",
            turn(adapter),
            () -> new ClusterObjects(cluster.api(properties::resolve)),
            qebbeq.interval(),
            metrics);
    rounds.start();
    return () -> {
      rounds.close();
      pods.close();
    };
  }

  private static Rounds.Turn turn(QebbeqAdapter adapter) {
    return new Rounds.Turn() {
      @Override
      public Rounds.Result take(ObjectApi api) throws IOException {
        QebbeqAdapter.Round round = adapter.round(api);
        return new Rounds.Result(round.trouble(), round.written());
      }

      @Override
      public void leave(ObjectApi api) throws IOException {
        adapter.leave(api);
      }
    };
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> adapting(Adapters adapters) {
    return _ -> adapters.start();
  }
}
