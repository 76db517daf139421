package dev.laytime.worker.observers;

import dev.laytime.activities.usage.cluster.PodWatch;
import dev.laytime.image.Reference;
import dev.laytime.ledger.Scans;
import dev.laytime.usage.NamedImage;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.SourceProperties;
import dev.laytime.worker.ledger.Pulls;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.messages.LifeMessages;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Watches every cluster that is a source of use, once the worker polls. */
@Configuration(proxyBeanMethods = false)
public class ObserverConfiguration {

  @Bean(destroyMethod = "close")
  Watches watches(
      LaytimeProperties properties, Scans scans, Telling telling, Pulls pulls, LifeMessages lives) {
    Observer observer = new Observer(scans, telling, pulls, lives);
    Watches watches = new Watches();
    for (SourceProperties source : properties.sources()) {
      ClusterProperties cluster = source.cluster();
      if (cluster != null) {
        String name = source.requiredName();
        watches.add(
            name,
            () ->
                PodWatch.start(
                    name,
                    cluster.connector(properties::resolve),
                    cluster.settings(),
                    hearer(name, observer),
                    PodWatch.Pace.USUAL));
      }
    }
    return watches;
  }

  private static PodWatch.Hearer hearer(String source, Observer observer) {
    return new PodWatch.Hearer() {
      @Override
      public void named(List<NamedImage> images) {
        observer.saw(source, images);
      }

      @Override
      public Set<Reference> unpulled(List<NamedImage> images) {
        return observer.cannotPull(source, images);
      }
    };
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> watching(Watches watches) {
    return _ -> watches.start();
  }
}
