package dev.laytime.e2e.counterpart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A worker as a team runs it, beside a Temporal server.
 *
 * @param process of the worker
 * @param server the URL of its HTTP API
 * @param temporal the address of the service that it polls
 */
public record LaytimeWorker(Child process, String server, String temporal) {

  private static final Duration START = Duration.ofMinutes(5);

  /** What a proof has many of, each for a short time. */
  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          // As the cache was made with.
          "--enable-native-access=ALL-UNNAMED");

  /** Starts one and waits until it polls. */
  public static LaytimeWorker start(Workspace workspace, TemporalServer temporal) {
    return start(workspace, temporal, List.of());
  }

  /** Starts one with options of its own and waits until it polls. */
  public static LaytimeWorker start(
      Workspace workspace, TemporalServer temporal, List<String> options) {
    return start(workspace, temporal, options, Map.of());
  }

  /** The same, with more in its environment. */
  public static LaytimeWorker start(
      Workspace workspace,
      TemporalServer temporal,
      List<String> options,
      Map<String, String> environment) {
    List<String> all = new ArrayList<>(options);
    all.add("--laytime.temporal.address=" + temporal.address());
    return start(workspace, small(), all, environment, temporal.address());
  }

  /** Starts one with the JVM's own defaults, as the documentation has it. */
  public static LaytimeWorker asDocumented(
      Workspace workspace, TemporalServer temporal, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--laytime.temporal.address=" + temporal.address());
    return start(
        workspace,
        List.of("--sun-misc-unsafe-memory-access=allow", "-jar", Checkout.workerJar()),
        all,
        Map.of(),
        temporal.address());
  }

  /** Starts one that brings its own Temporal service and registry. */
  public static LaytimeWorker embedded(Workspace workspace, List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of(
            "--embedded",
            "--laytime.embedded.temporal-port=0",
            "--laytime.embedded.registry-port=0"));
    return start(workspace, small(), all, Map.of(), "");
  }

  private static List<String> small() {
    return Stream.concat(SMALL.stream(), Checkout.warmWorker().stream()).toList();
  }

  private static LaytimeWorker start(
      Workspace workspace,
      List<String> program,
      List<String> options,
      Map<String, String> environment,
      String temporal) {
    Path state = workspace.directory("worker");
    Command command =
        Command.of("worker", Checkout.java())
            .with(program)
            .with(List.of("--laytime.state=" + state, "--server.port=0"))
            .with(options)
            .with("DOCKER_CONFIG", state.toString())
            .with(environment)
            .in(state);
    Child process = workspace.startNumbered(command);
    // What a worker still has to do at the end of a proof interests nobody.
    workspace.keep(process::kill);
    Path ready = state.resolve("worker.json");
    Await.until("the worker is ready", START, () -> Files.exists(ready) || !process.isAlive());
    return new LaytimeWorker(process, serverIn(ready), temporal);
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.kill();
  }

  private static String serverIn(Path ready) {
    try {
      return new ObjectMapper().readTree(Workspace.read(ready)).required("server").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Read " + ready, e);
    }
  }
}
