package dev.laytime.worker.configuration;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a worker serves what it brings itself, always on this machine alone.
 *
 * @param temporalPort of its Temporal service, 0 to 65535; 0 for any free port
 * @param registryPort of its registry, 0 to 65535; 0 for any free port
 * @param layouts the only directories and archives in which it reads and writes images: whoever
 *     reaches its Temporal service can name any
 * @param manage whether stages of the configuration are managed; a worker that is there for one
 *     command does not
 */
public record EmbeddedProperties(
    @DefaultValue("7233") int temporalPort,
    @DefaultValue("8481") int registryPort,
    @DefaultValue List<Path> layouts,
    @DefaultValue("true") boolean manage) {

  private static final int HIGHEST_PORT = 65535;

  /**
   * @throws IllegalArgumentException if a port is none
   */
  public EmbeddedProperties {
    requirePort("temporal-port", temporalPort);
    requirePort("registry-port", registryPort);
    layouts = layouts.stream().map(layout -> layout.toAbsolutePath().normalize()).toList();
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "%s: expected a port from 0 to 65535, not %d".formatted(name, port));
    }
  }
}
