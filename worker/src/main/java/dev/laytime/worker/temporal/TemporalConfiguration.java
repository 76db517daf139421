package dev.laytime.worker.temporal;

import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedTemporal;
import dev.laytime.worker.startup.RefusedToStartException;
import dev.laytime.workflow.SearchAttributes;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.spring.boot.WorkerOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins Temporal's own Spring configuration to ours. */
@Configuration(proxyBeanMethods = false)
public class TemporalConfiguration {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Our own in this process: it is late only where the machine is. */
  private static final Duration CONNECT_EMBEDDED = Duration.ofMinutes(2);

  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

  @Bean
  TemporalConnection temporalConnection(
      LaytimeProperties properties, ObjectProvider<EmbeddedTemporal> embedded) {
    EmbeddedTemporal ours = embedded.getIfAvailable();
    String address =
        ours == null
            ? properties.temporal().configuredAddress().orElseThrow(TemporalConfiguration::nowhere)
            : ours.address();
    return new TemporalConnection(address, properties.temporal().namespace());
  }

  @Bean
  TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> temporalTarget(
      TemporalConnection temporal) {
    return options -> options.setTarget(temporal.address());
  }

  @Bean
  WorkerOptionsCustomizer workerTuning(LaytimeProperties properties) {
    return new WorkerTuning(properties.concurrency());
  }

  /** Runs after all beans are there and before the workers start. */
  @Bean
  ApplicationRunner temporalPreflight(
      WorkflowServiceStubs stubs,
      TemporalConnection temporal,
      ObjectProvider<EmbeddedTemporal> embedded) {
    Duration patience = embedded.getIfAvailable() == null ? CONNECT : CONNECT_EMBEDDED;
    return _ -> {
      new TemporalPreflight(stubs, temporal, patience).check();
      OperatorServiceStubs operator = operatorStubs(stubs);
      new SearchAttributeRegistration(operator, temporal.namespace()).ensure(SearchAttributes.ALL);
    };
  }

  @Bean
  WorkerDrain workerDrain(WorkerFactory workers) {
    return new WorkerDrain(workers, DRAIN, AFTER_INTERRUPT);
  }

  /** Over the same channel, with the same credentials; it needs no shutdown of its own. */
  private static OperatorServiceStubs operatorStubs(WorkflowServiceStubs stubs) {
    return OperatorServiceStubs.newServiceStubs(
        OperatorServiceStubsOptions.newBuilder()
            .setChannel(stubs.getRawChannel())
            .setGrpcMetadataProviders(stubs.getOptions().getGrpcMetadataProviders())
            .validateAndBuildWithDefaults());
  }

  private static RefusedToStartException nowhere() {
    return new RefusedToStartException(
        "start a worker",
        "it is not said where Temporal is",
        "set laytime.temporal.address or TEMPORAL_ADDRESS to HOST:PORT,"
            + " or run with --embedded to bring one along");
  }
}
