package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.RegistryServer;
import java.util.List;
import java.util.function.Function;

/**
 * Jobs that follow each other on one target, which is empty before the first.
 *
 * @param jobs of a target
 */
record Scenario(String name, Function<RegistryServer, List<Job>> jobs) {

  /** The jobs on this target. */
  List<Job> on(RegistryServer target) {
    return jobs.apply(target);
  }
}
