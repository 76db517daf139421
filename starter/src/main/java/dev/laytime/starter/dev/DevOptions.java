package dev.laytime.starter.dev;

import dev.laytime.starter.output.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where everything goes.
 *
 * @param state the directory that keeps it
 * @param port the worker's API
 * @param temporalPort the Temporal service
 * @param uiPort its UI
 * @param registryPort the registry
 * @param config what it manages; null for the caller's own, if any
 * @param dryRun whether nothing is written to any registry, whatever the configuration says
 */
public record DevOptions(
    Path state,
    int port,
    int temporalPort,
    int uiPort,
    int registryPort,
    @Nullable Path config,
    boolean dryRun) {

  private static final int HIGHEST = 65535;

  /**
   * Makes sure that nobody else listens there.
   *
   * @param ui whether the UI's port is used
   * @throws CommandFailure if somebody does; it names the option that helps
   */
  void requireFree(boolean ui) {
    requireFree("--port", "the API", port);
    requireFree("--temporal-port", "Temporal", temporalPort);
    requireFree("--registry-port", "the registry", registryPort);
    if (ui) {
      requireFree("--ui-port", "Temporal's UI", uiPort);
    }
  }

  private static void requireFree(String option, String purpose, int port) {
    if (port < 1 || port > HIGHEST) {
      throw CommandFailure.usage(
          "use port %d for %s".formatted(port, purpose),
          "a port is a number from 1 to " + HIGHEST,
          "choose another with " + option);
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw CommandFailure.error(
          "use port %d for %s".formatted(port, purpose),
          "something else listens there: " + e.getMessage(),
          "end that, or choose another port with " + option);
    }
  }
}
