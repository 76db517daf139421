package dev.laytime.worker.observers;

import dev.laytime.activities.usage.cluster.PodWatch;
import dev.laytime.ledger.Scans;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.SourceProperties;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.messages.LifeMessages;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Watches every cluster that is a source of use, once the worker polls. */
@Configuration(proxyBeanMethods = false)
public class ObserverConfiguration {

  @Bean(destroyMethod = "close")
  Watches watches(LaytimeProperties properties, Scans scans, Telling telling, LifeMessages lives) {
    Observer observer = new Observer(scans, telling, lives);
    Watches watches = new Watches();
    for (SourceProperties source : properties.sources()) {
      ClusterProperties cluster = source.cluster();
      if (cluster != null) {
        String name = source.requiredName();
        watches.add(() ->
            PodWatch.start(
                name,
                cluster.connector(properties::resolve),
                cluster.settings(),
                images -> observer.saw(name, images),
                PodWatch.Pace.USUAL));
      }
    }
    return watches;
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> watching(Watches watches) {
    return _ -> watches.start();
  }
}
