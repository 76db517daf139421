package dev.laytime.worker.api;

import dev.laytime.activities.build.StrategyBuilders;
import dev.laytime.activities.build.StrategyLogs;
import dev.laytime.worker.ledger.BuildLedger;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.messages.BuildWords;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the API of builds to the ledger. */
@Configuration(proxyBeanMethods = false)
public class BuildApiConfiguration {

  @Bean
  BuildController buildController(
      Builds builds,
      BuildLedger ledger,
      BuildWords words,
      StrategyLogs logs,
      StrategyBuilders builders) {
    return new BuildController(
        builds,
        new BuildWishes(builds),
        new BuildLogReader(builds, logs),
        ledger,
        words,
        new LostJobs(ledger, builders));
  }
}
