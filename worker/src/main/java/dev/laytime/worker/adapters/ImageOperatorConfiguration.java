package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.Round;
import dev.laytime.activities.crd.imageoperator.ImageOperatorAdapter;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.registry.Courier;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.RegistryQuestions;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.HostLogins;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.ImageOperatorProperties;
import dev.laytime.worker.configuration.JobsProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.MirrorTargets;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.RememberedHosts;
import dev.laytime.worker.ledger.TagMirrors;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.polling.Polling;
import dev.laytime.worker.registration.LoginWatch;
import dev.laytime.worker.startup.RefusedToStartException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Has image-operator's objects followed, once the worker polls. */
@Configuration(proxyBeanMethods = false)
public class ImageOperatorConfiguration {

  /** Its logins come as image-operator's do; they are asked for where it is served alone. */
  @Bean
  HostLogins hostLogins(LaytimeProperties properties) {
    return properties.adapters().imageOperator() == null
        ? new HostLogins(null, null)
        : new HostLogins(
            login("CREDS_SOURCE", System.getenv()), login("CREDS_DESTINATION", System.getenv()));
  }

  static Credential.@Nullable UsernamePassword login(
      String prefix, Map<String, String> environment) {
    String username = environment.getOrDefault(prefix + "_USERNAME", "");
    String password = environment.getOrDefault(prefix + "_PASSWORD", "");
    return username.isEmpty() || password.isEmpty()
        ? null
        : new Credential.UsernamePassword(username, password);
  }

  @Bean
  LoginHostKeeper loginHostKeeper(
      LaytimeProperties properties, RememberedHosts memory, HostLogins logins) {
    ImageOperatorProperties on = properties.adapters().imageOperator();
    return on == null
        ? new LoginHostKeeper(
            LoginHosts.NONE, memory, logins, new LoginHostKeeper.Insecure(false, false))
        : new LoginHostKeeper(
            on.said(System.getenv()),
            memory,
            logins,
            new LoginHostKeeper.Insecure(on.sourceInsecure(), on.destinationInsecure()));
  }

  @Bean
  SeenMarks seenMarks() {
    return new SeenMarks();
  }

  /** Who carries images in the worker's place. */
  @Bean
  Courier courier(LaytimeProperties properties, OwnJobs own, SeenMarks marks) {
    ImageOperatorProperties on = properties.adapters().imageOperator();
    JobsProperties jobs = on == null ? null : on.copying();
    if (on == null || jobs == null) {
      return Courier.NONE;
    }
    return new JobCourier(own.in(properties.cluster(on)), copyJob(jobs, System.getenv()), marks);
  }

  static CopyJob copyJob(JobsProperties jobs, Map<String, String> environment) {
    try {
      return new CopyJob(jobs, environment);
    } catch (IllegalArgumentException e) {
      throw new RefusedToStartException(
          "copy images in Jobs",
          String.valueOf(e.getMessage()),
          "set adapters.image-operator.jobs.namespace",
          e);
    }
  }

  /** Runners come before the event that starts the pollers. */
  @Bean
  ApplicationRunner recallingLoginHosts(LoginHostKeeper hosts, LaytimeProperties properties) {
    return _ -> {
      if (properties.adapters().imageOperator() != null) {
        hosts.recall();
      }
    };
  }

  @Bean(destroyMethod = "close")
  Adapters imageOperator(
      LaytimeProperties properties,
      LoginHostKeeper hosts,
      Registration registration,
      TagMirrors mirrors,
      MirrorTargets targets,
      LoginWatch logins,
      SeenMarks marks,
      ImageStores stores,
      Polling polling,
      Announcements announcements,
      MeterRegistry meters,
      Environment environment) {
    Adapters adapters = new Adapters();
    ImageOperatorProperties on = properties.adapters().imageOperator();
    boolean managing =
        !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
            || properties.embedded().manage();
    if (on == null || !managing) {
      return adapters;
    }
    RegistryQuestions questions = new RegistryQuestions(stores);
    ImageOperatorMetrics metrics =
        new ImageOperatorMetrics(meters, InstantSource.system().instant());
    ImageOperatorWorker worker =
        new ImageOperatorWorker(
            hosts,
            registration,
            mirrors,
            targets,
            logins::lends,
            questions::has,
            on.settings(),
            () -> announcements.send(List.of(polling.announcement())),
            marks,
            metrics);
    adapters.add(() -> following(on, properties, worker, metrics));
    Duration every = on.quotaInterval();
    if (every != null) {
      adapters.add(() -> {
        PullQuotaWatch watch = new PullQuotaWatch(questions::quota, metrics, every);
        watch.start();
        return watch::close;
      });
    }
    return adapters;
  }

  private static Runnable following(
      ImageOperatorProperties on,
      LaytimeProperties properties,
      ImageOperatorWorker worker,
      ImageOperatorMetrics metrics) {
    ClusterProperties cluster = properties.cluster(on);
    EventWriter events =
        new EventWriter(OwnKindsConfiguration.instance(System.getenv()), InstantSource.system());
    ImageOperatorAdapter adapter =
        new ImageOperatorAdapter(on.adapter(), worker, events, InstantSource.system());
    Rounds rounds =
        new Rounds(
            "objects of image-operator",
            api -> {
              Round round = adapter.round(api);
              return new Rounds.Result(round.trouble(), round.written());
            },
            () -> new ClusterObjects(cluster.api(properties::resolve)),
            on.interval(),
            metrics);
    rounds.start();
    return rounds::close;
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> followingImageOperator(Adapters imageOperator) {
    return _ -> imageOperator.start();
  }
}
