package dev.laytime.worker.health;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health beyond what Spring Boot knows by itself. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

  private static final Duration BOUND = Duration.ofSeconds(2);

  /** The bean's name without its ending is the component's name: {@code pollers}. */
  @Bean
  PollersHealthIndicator pollersHealthIndicator(WorkerFactory workers, WorkflowClient client) {
    return new PollersHealthIndicator(
        workers, new DescribedPollers(client, InstantSource.system()), BOUND);
  }
}
