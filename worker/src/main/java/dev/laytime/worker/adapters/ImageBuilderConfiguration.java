package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.Round;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.ImageBuildersProperties;
import dev.laytime.worker.configuration.ImageOperatorProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.ledger.BuildLedger;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.FoundBuilders;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.messages.BuildAsker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Has image-operator's builders followed, once the worker polls. */
@Configuration(proxyBeanMethods = false)
public class ImageBuilderConfiguration {

  @Bean(destroyMethod = "close")
  Adapters imageBuilders(
      LaytimeProperties properties,
      Registration registration,
      FoundBuilders found,
      BuildLedger ledger,
      Builds builds,
      BuildAsker asker,
      MeterRegistry meters,
      Environment environment) {
    Adapters adapters = new Adapters();
    ImageOperatorProperties on = properties.adapters().imageOperator();
    ImageBuildersProperties builders = on == null ? null : on.builders();
    boolean managing =
        !environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE))
            || properties.embedded().manage();
    if (on == null || builders == null || !managing) {
      return adapters;
    }
    ImageBuilderWorker worker =
        new ImageBuilderWorker(
            () -> registration.ground(on.settings()).isPresent(),
            found,
            ledger,
            builds,
            asker::ask,
            InstantSource.system());
    ImageBuilderMetrics metrics = new ImageBuilderMetrics(meters);
    adapters.add(() -> following(on, builders, properties, worker, metrics));
    return adapters;
  }

  private static Runnable following(
      ImageOperatorProperties on,
      ImageBuildersProperties builders,
      LaytimeProperties properties,
      ImageBuilderWorker worker,
      ImageBuilderMetrics metrics) {
    ClusterProperties cluster = properties.cluster(on);
    ImageBuilderAdapter adapter =
        new ImageBuilderAdapter(
            builders.settings(),
            worker,
            new EventWriter(
                OwnKindsConfiguration.instance(System.getenv()), InstantSource.system()),
            InstantSource.system());
    Rounds rounds =
        new Rounds(
            "builders of image-operator",
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
  ApplicationListener<ApplicationReadyEvent> followingImageBuilders(Adapters imageBuilders) {
    return _ -> imageBuilders.start();
  }
}
