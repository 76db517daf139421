package dev.laytime.worker.health;

import dev.laytime.worker.configuration.ConcurrencyProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.workflow.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health beyond what Spring Boot knows by itself. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

  private static final Duration BOUND = Duration.ofSeconds(2);

  /** The bean's name without its ending is the component's name: {@code pollers}. */
  @Bean
  PollersHealthIndicator pollersHealthIndicator(
      WorkerFactory workers, WorkflowClient client, SlotsInUse slots) {
    return new PollersHealthIndicator(
        workers, new DescribedPollers(client, InstantSource.system()), slots, BOUND);
  }

  @Bean
  QueueTrouble queueTrouble(WorkerFactory workers, WorkflowClient client, SlotsInUse slots) {
    return new UnpolledQueues(
        new UnseenQueues(DescribedPollers.ofAnyone(client, InstantSource.system()), slots, BOUND),
        queue ->
            workers.isStarted()
                && !workers.isShutdown()
                && !workers.getWorker(queue).isSuspended());
  }

  /** Of the queue for workflows, only the polls for these are looked at. */
  @Bean
  SlotsInUse slotsInUse(LaytimeProperties properties) {
    ConcurrencyProperties concurrency = properties.concurrency();
    Map<String, Integer> slots =
        Map.of(
            TaskQueues.COPY, concurrency.copies(),
            TaskQueues.REGISTRY, concurrency.requests(),
            TaskQueues.CLUSTER, concurrency.scans(),
            TaskQueues.BUILD, concurrency.builds(),
            TaskQueues.GATE, concurrency.gates(),
            TaskQueues.SOURCE, concurrency.resolves());
    return new SlotsInUse(slots, InstantSource.system());
  }

  @Bean
  TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> slotsCounted(SlotsInUse slots) {
    return options -> options.setWorkerInterceptors(slots);
  }
}
