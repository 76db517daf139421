package dev.laytime.activities.build;

import dev.laytime.build.BuildStrategy;
import java.util.Map;

/**
 * Who builds, by strategy; by what is not among them nothing is built here.
 *
 * @param builders of each
 */
public record StrategyBuilders(Map<BuildStrategy, Builder> builders) {

  public StrategyBuilders {
    builders = Map.copyOf(builders);
  }
}
