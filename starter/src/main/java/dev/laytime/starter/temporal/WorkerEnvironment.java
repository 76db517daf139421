package dev.laytime.starter.temporal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a worker of one's own inherits: the caller's credentials, proxies and the like, and none of
 * the settings that are meant for a team's worker.
 *
 * <p>Its {@code laytime.yaml} is the one that {@code LAYTIME_CONFIG} names, else the caller's own
 * in {@code XDG_CONFIG_HOME}; never one that lies in the working directory, which may be anybody's.
 */
final class WorkerEnvironment {

  private static final String CONFIG = "LAYTIME_CONFIG";
  private static final List<String> OTHERS =
      List.of("SPRING_", "SERVER_", "MANAGEMENT_", "LOGGING_", "LAYTIME_", "TEMPORAL_");
  private static final String REGISTRIES = "LAYTIME_REGISTRIES_";

  private WorkerEnvironment() {}

  /** Leaves in an environment what is the worker's business. */
  static void narrow(Map<String, String> environment) {
    environment.keySet().removeIf(WorkerEnvironment::isForOthers);
    Path own = configurationOf(environment);
    if (!environment.containsKey(CONFIG) && Files.isRegularFile(own)) {
      environment.put(CONFIG, own.toString());
    }
  }

  private static boolean isForOthers(String name) {
    return OTHERS.stream().anyMatch(name::startsWith)
        && !name.startsWith(REGISTRIES)
        && !name.equals(CONFIG);
  }

  private static Path configurationOf(Map<String, String> environment) {
    String directory = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        directory.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", ""), ".config")
            : Path.of(directory);
    return base.resolve("laytime").resolve("laytime.yaml").toAbsolutePath();
  }
}
