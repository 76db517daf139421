package dev.laytime.worker.identity;

import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.worker.api.WriteAccess;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.process.StateDirectory;
import dev.laytime.worker.temporal.TemporalConnection;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Says who this worker is: over HTTP, in a file, in the log. */
@Configuration(proxyBeanMethods = false)
public class IdentityConfiguration {

  private static final Logger log = LoggerFactory.getLogger(IdentityConfiguration.class);

  @Bean
  WorkerIdentity workerIdentity(
      Environment environment,
      TemporalConnection temporal,
      ObjectProvider<EmbeddedRegistry> registry,
      WriteAccess access,
      LaytimeProperties properties) {
    return new WorkerIdentity(
        environment,
        temporal,
        address(registry.getIfAvailable()),
        access.file().map(Path::toString).orElse(null),
        properties.dryRun());
  }

  @Bean
  InfoController infoController(WorkerIdentity identity) {
    return new InfoController(identity);
  }

  @Bean
  InfoContributor workerInfo(WorkerIdentity identity) {
    return info -> info.withDetail("worker", identity.describe());
  }

  @Bean
  @ConditionalOnProperty("laytime.state")
  WorkerFile workerFile(StateDirectory state, WorkerIdentity identity, JsonMapper json) {
    return new WorkerFile(state.path(), identity, json);
  }

  @Bean
  ApplicationListener<AvailabilityChangeEvent<ReadinessState>> readyLine(WorkerIdentity identity) {
    return event -> {
      if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
        RunningWorker worker = identity.describe();
        log.info(
            "ready server={} temporal={} namespace={} registry={}",
            worker.server(),
            worker.temporal().address(),
            worker.temporal().namespace(),
            worker.registry());
      }
    };
  }

  private static @Nullable String address(@Nullable EmbeddedRegistry registry) {
    return registry == null ? null : registry.address();
  }
}
