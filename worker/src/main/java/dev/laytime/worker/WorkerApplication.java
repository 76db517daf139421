package dev.laytime.worker;

import dev.laytime.worker.adapters.AdaptersConfiguration;
import dev.laytime.worker.adapters.ImageBuilderConfiguration;
import dev.laytime.worker.adapters.ImageOperatorConfiguration;
import dev.laytime.worker.adapters.ImagerepoMirrorConfiguration;
import dev.laytime.worker.adapters.OwnKindsConfiguration;
import dev.laytime.worker.api.ApiConfiguration;
import dev.laytime.worker.api.BuildApiConfiguration;
import dev.laytime.worker.api.GateConfiguration;
import dev.laytime.worker.building.BuildingConfiguration;
import dev.laytime.worker.configuration.ConfigurationFile;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.health.HealthConfiguration;
import dev.laytime.worker.health.LedgerHealthConfiguration;
import dev.laytime.worker.identity.IdentityConfiguration;
import dev.laytime.worker.ledger.LedgerConfiguration;
import dev.laytime.worker.messages.MessagesConfiguration;
import dev.laytime.worker.metrics.LedgerMetricsConfiguration;
import dev.laytime.worker.observers.ObserverConfiguration;
import dev.laytime.worker.polling.PollingConfiguration;
import dev.laytime.worker.process.Carriers;
import dev.laytime.worker.process.ProcessConfiguration;
import dev.laytime.worker.promoting.PromotingConfiguration;
import dev.laytime.worker.registration.RegistrationConfiguration;
import dev.laytime.worker.temporal.TemporalConfiguration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The worker's process. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(LaytimeProperties.class)
@Import({
  ActivitiesConfiguration.class,
  AdaptersConfiguration.class,
  ApiConfiguration.class,
  BuildApiConfiguration.class,
  BuildingConfiguration.class,
  EmbeddedConfiguration.class,
  GateConfiguration.class,
  HealthConfiguration.class,
  IdentityConfiguration.class,
  ImageBuilderConfiguration.class,
  ImageOperatorConfiguration.class,
  ImagerepoMirrorConfiguration.class,
  LedgerConfiguration.class,
  LedgerPlaceConfiguration.class,
  LedgerHealthConfiguration.class,
  LedgerMetricsConfiguration.class,
  MessagesConfiguration.class,
  ObserverConfiguration.class,
  OwnKindsConfiguration.class,
  PollingConfiguration.class,
  ProcessConfiguration.class,
  PromotingConfiguration.class,
  RegistrationConfiguration.class,
  StageActivitiesConfiguration.class,
  TemporalConfiguration.class,
  UsageActivitiesConfiguration.class,
})
public class WorkerApplication {

  private static final String EMBEDDED_OPTION = "--embedded";

  /** Runs a worker until the process is told to end; exit code 1 where it cannot start. */
  public static void main(String[] args) {
    Carriers.provide();
    try {
      run(Path.of(""), args);
    } catch (RuntimeException alreadyTold) {
      // The failure is reported by now; what was started before it must not keep the process up.
      System.exit(1);
    }
  }

  /**
   * Starts a worker.
   *
   * @param directory where {@code laytime.yaml} is looked for
   * @param args as on the command line
   * @return once it polls
   */
  static ConfigurableApplicationContext run(Path directory, String... args) {
    SpringApplication application = new SpringApplication(WorkerApplication.class);
    application.addListeners(new ConfigurationFile(directory));
    // Started in a Spring project's directory, it must not take that project's application.yaml.
    application.setDefaultProperties(Map.of("spring.config.location", "classpath:/"));
    if (Arrays.asList(args).contains(EMBEDDED_OPTION)) {
      application.setAdditionalProfiles(EmbeddedConfiguration.PROFILE);
    }
    return application.run(args);
  }
}
