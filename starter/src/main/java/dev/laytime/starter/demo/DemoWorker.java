package dev.laytime.starter.demo;

import dev.laytime.image.Reference;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.Directories;
import dev.laytime.starter.temporal.Installation;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.starter.temporal.RunningWorker;
import dev.laytime.starter.temporal.WorkerCommand;
import dev.laytime.starter.temporal.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The shipped worker with everything embedded, in a fresh directory: two images upstream, a
 * directory of manifests, and a {@code laytime.yaml} of short durations.
 */
final class DemoWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LAST_LINES = 12;

  private final Path directory;
  private final String registry;
  private final WorkerProcess process;
  private final Interruption.Pending owned;

  private DemoWorker(
      Path directory,
      String registry,
      WorkerProcess process,
      boolean keep,
      Interruption interruption) {
    this.directory = directory;
    this.registry = registry;
    this.process = process;
    this.owned =
        interruption.owning(() -> {
          process.close();
          if (!keep) {
            Directories.remove(directory);
          }
        });
  }

  /**
   * Starts it.
   *
   * @param keep whether its directory stays
   * @throws CommandFailure if it cannot be started
   */
  static DemoWorker start(Installation installation, boolean keep, Interruption interruption) {
    try {
      Path directory = Files.createTempDirectory("laytime-demo-").toRealPath();
      try {
        int port = freePort();
        String registry = "127.0.0.1:" + port;
        furnish(directory, registry);
        return new DemoWorker(
            directory, registry, launch(installation, directory, port), keep, interruption);
      } catch (IOException | RuntimeException e) {
        Directories.remove(directory);
        throw e;
      }
    } catch (IOException e) {
      throw CommandFailure.error(
          "start the demonstration's worker",
          RootCause.text(e),
          "check that 'sh' is on the PATH and that the directory for temporary files is writable");
    }
  }

  /**
   * @throws CommandFailure if it dies before it is ready
   */
  RunningWorker awaitReady() {
    return process.awaitReady(PATIENCE);
  }

  Path directory() {
    return directory;
  }

  /** What the script plays with here. */
  Cast cast(Duration patience) {
    return new Cast(
        manifests(directory),
        Reference.parse(registry + "/upstream/shop:1"),
        Reference.parse(registry + "/demo/shop:1"),
        Reference.parse(registry + "/demo/keeper:1"),
        patience);
  }

  /** Ends the process, and removes its directory unless that is kept. */
  @Override
  public void close() {
    owned.close();
  }

  private static void furnish(Path directory, String registry) throws IOException {
    Files.createDirectories(manifests(directory));
    for (String name : List.of("shop", "keeper")) {
      Path upstream = directory.resolve("state/registry/upstream").resolve(name);
      new DemoImage(name).writeTo(upstream, "1");
    }
    String quoted = manifests(directory).toString().replace("'", "''");
    Files.writeString(configuration(directory), configurationOf(registry, quoted));
  }

  private static String configurationOf(String registry, String manifests) {
    return """
    stages:
      - name: demo
        prefix: %1$s/demo
        deletion: enabled
        grace-period: 4s
        quarantine: 5s
        sweep-every: 2s
        reaper-window: 200ms
    sources:
      - name: manifests
        directory: '%2$s'
        scan-every: 1s
    mirrors:
      - target: %1$s/demo
        source: %1$s/upstream
    """
        .formatted(registry, manifests);
  }

  private static WorkerProcess launch(Installation installation, Path directory, int registryPort)
      throws IOException {
    Path state = directory.resolve("state");
    Path log = directory.resolve("worker.log");
    List<String> options =
        List.of(
            "--server.port=0",
            // Said in so many words, or the caller's settings would have it serve a shared
            // Temporal.
            "--laytime.temporal.address=",
            "--laytime.temporal.namespace=default",
            "--laytime.embedded.temporal-port=0",
            "--laytime.embedded.registry-port=" + registryPort,
            "--laytime.config=" + configuration(directory),
            "--laytime.state=" + state);
    Process process =
        WorkerCommand.process(installation, options)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    return new WorkerProcess(process, state, () -> end(log));
  }

  private static Path manifests(Path directory) {
    return directory.resolve("manifests");
  }

  private static Path configuration(Path directory) {
    return directory.resolve("laytime.yaml");
  }

  /** The stage's prefix must be written down before anybody listens there. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String end(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + RootCause.text(e) + ")";
    }
  }
}
