package dev.laytime.worker.promoting;

import dev.laytime.activities.gate.GateActivitiesImpl;
import dev.laytime.activities.gitops.GitTargetSettings;
import dev.laytime.activities.gitops.GitWriteActivitiesImpl;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.VerifyActivitiesImpl;
import dev.laytime.activities.registry.verify.Verification;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activity.GateActivities;
import dev.laytime.activity.VerifyActivities;
import dev.laytime.worker.adapters.OwnJobs;
import dev.laytime.worker.configuration.GateJobProperties;
import dev.laytime.worker.configuration.GitTargetProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.GateReadings;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.StagePlaces;
import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What promotions verify and run, as configuration says. */
@Configuration(proxyBeanMethods = false)
public class PromotingConfiguration {

  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  @Bean
  VerifyActivities verifyActivities(LaytimeProperties properties, ImageStores stores) {
    return new VerifyActivitiesImpl(
        stores, new Verification(properties.verifierSettings()), properties.signingKey());
  }

  @Bean
  GateActivities gateActivities(LaytimeProperties properties, OwnJobs own) {
    return new GateActivitiesImpl(
        properties.gateCommands(),
        properties.jobs().stream().map(GateJobProperties::settings).toList(),
        new GateJobs(clusters(properties, own)),
        System.getenv().getOrDefault("PATH", USUAL_PATH));
  }

  @Bean(destroyMethod = "close")
  GateWatch gateWatch(GateReadings readings) {
    return new GateWatch(readings);
  }

  /** Before the event that starts the pollers: nothing is judged before others know by what. */
  @Bean
  ApplicationRunner sayingWhatGatesName(GateWatch watch, LaytimeProperties properties) {
    return _ -> {
      if (!properties.verifierSettings().isEmpty() || !properties.jobs().isEmpty()) {
        watch.start();
      }
    };
  }

  @Bean
  GitWriteActivitiesImpl gitWriteActivities(
      LaytimeProperties properties,
      StagePlaces stages,
      GitProxies proxies,
      PromotionLedger ledger) {
    Map<String, GitTargetSettings> targets = new LinkedHashMap<>();
    for (GitTargetProperties target : properties.gitTargets()) {
      targets.put(
          target.requiredName(),
          target.settings(properties::resolve, cache(target.requiredName(), properties)));
    }
    return new GitWriteActivitiesImpl(targets, stages::prefix, proxies, ledger::laterThan);
  }

  private static Path cache(String name, LaytimeProperties properties) {
    return properties
        .stateDirectory()
        .map(state -> state.resolve("git-targets").resolve(name))
        .orElseGet(() -> temporary(name));
  }

  private static Path temporary(String name) {
    try {
      return Files.createTempDirectory("laytime-git-target-");
    } catch (IOException e) {
      throw new RefusedToStartException(
          "make a place for what is fetched for git-target " + name,
          String.valueOf(e.getMessage()),
          "set laytime.state to a directory that can be written to",
          e);
    }
  }

  private static Map<String, Jobs> clusters(LaytimeProperties properties, OwnJobs own) {
    Map<String, Jobs> clusters = new LinkedHashMap<>();
    for (GateJobProperties job : properties.jobs()) {
      clusters.put(job.requiredName(), own.in(properties.cluster(job)));
    }
    return clusters;
  }
}
