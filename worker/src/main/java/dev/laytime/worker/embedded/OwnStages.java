package dev.laytime.worker.embedded;

import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.StageProperties;
import dev.laytime.worker.startup.RefusedToStartException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A worker of one's own manages only what is on this machine, its own registry among it: it was
 * started by whoever, with whatever credentials that person has.
 */
final class OwnStages {

  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]+)?");

  private OwnStages() {}

  /**
   * Looks at every stage.
   *
   * @throws RefusedToStartException if one lies elsewhere, by its name or by the endpoint that is
   *     configured for its host
   */
  static void check(LaytimeProperties properties) {
    for (StageProperties stage : properties.stages()) {
      RepositoryPrefix prefix = stage.repositories();
      if (!isLoopback(prefix.registry())) {
        throw refused(stage, "it lies in " + prefix.registry() + ", which is not this machine");
      }
      properties.registrySettings().stream()
          .filter(registry -> registry.host().equals(prefix.registry()))
          .forEach(registry -> requireHere(stage, registry.endpoint()));
    }
  }

  private static void requireHere(StageProperties stage, @Nullable URI endpoint) {
    if (endpoint != null && !isLoopback(endpoint.getHost())) {
      throw refused(stage, "its registry's endpoint is not on this machine");
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static RefusedToStartException refused(StageProperties stage, String why) {
    return new RefusedToStartException(
        "manage stage '%s' with --embedded".formatted(stage.name()),
        why,
        "run a worker without --embedded against your own Temporal, or give the stage a prefix on"
            + " 127.0.0.1");
  }
}
