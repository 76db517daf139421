package dev.laytime.worker.step;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.CredentialChain;
import dev.laytime.activities.registry.client.Proxies;
import dev.laytime.worker.configuration.ConfigurationFile;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.nio.file.Path;
import java.util.Map;

/**
 * How registries are reached, as the worker would with the same files and environment. Nobody else
 * is asked: no ledger lends a login here, and no object in a cluster.
 */
record Ways(ClientSettings settings) {

  /**
   * Reads them.
   *
   * @throws dev.laytime.worker.startup.RefusedToStartException if the file is not as a worker takes
   *     it
   * @throws org.springframework.boot.context.properties.bind.BindException if a value is not
   */
  static Ways of(Map<String, String> environment, Path directory) {
    LaytimeProperties properties = ConfigurationFile.properties(environment, directory);
    return new Ways(
        ClientSettings.of(
                properties.registrySettings(), CredentialChain.fromEnvironment(environment))
            .through(Proxies.fromEnvironment(environment))
            .dryRun(properties.dryRun()));
  }
}
