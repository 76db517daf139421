package dev.laytime.activities.build;

import dev.laytime.build.BuildStrategy;
import java.util.Map;

/**
 * Where builders are heard, by strategy; what is not among them is not heard here.
 *
 * @param logs of each
 */
public record StrategyLogs(Map<BuildStrategy, BuildLogs> logs) {

  public StrategyLogs {
    logs = Map.copyOf(logs);
  }
}
