package dev.laytime.worker.promoting;

import dev.laytime.activities.gate.GateActivitiesImpl;
import dev.laytime.activities.job.JobTicks;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.VerifyActivitiesImpl;
import dev.laytime.activities.registry.verify.Verification;
import dev.laytime.activity.GateActivities;
import dev.laytime.activity.VerifyActivities;
import dev.laytime.worker.adapters.ClusterJobs;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.GateJobProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What promotions verify and run, as configuration says. */
@Configuration(proxyBeanMethods = false)
public class PromotingConfiguration {

  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  @Bean
  VerifyActivities verifyActivities(LaytimeProperties properties, ImageStores stores) {
    return new VerifyActivitiesImpl(stores, new Verification(properties.verifierSettings()));
  }

  @Bean
  GateActivities gateActivities(LaytimeProperties properties) {
    return new GateActivitiesImpl(
        properties.gateCommands(),
        properties.jobs().stream().map(GateJobProperties::settings).toList(),
        new GateJobs(clusters(properties)),
        System.getenv().getOrDefault("PATH", USUAL_PATH));
  }

  private static Map<String, Jobs> clusters(LaytimeProperties properties) {
    Map<String, Jobs> clusters = new LinkedHashMap<>();
    for (GateJobProperties job : properties.jobs()) {
      ClusterProperties cluster = properties.cluster(job);
      clusters.put(
          job.requiredName(),
          new Jobs(() -> new ClusterJobs(cluster.api(properties::resolve)), JobTicks.SYSTEM));
    }
    return clusters;
  }
}
