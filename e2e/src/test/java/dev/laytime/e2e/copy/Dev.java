package dev.laytime.e2e.copy;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code laytime dev} with a stage that deletes; it can be stopped and started again. */
final class Dev {

  private static final Duration SOON = Duration.ofMinutes(2);

  /** The quarantine outlasts a stop, and no more. */
  private static final Durations DURATIONS = new Durations("1s", "20s", "200ms", "10s", "2s");

  private final RegistryServer registry;
  private final Manifests manifests;
  private final Path state;
  private final Path configuration;
  private final int port = Loopback.freePort();
  private final LaytimeCli cli;
  private final LaytimeApi api;
  private LaytimeCli.@Nullable Run running;

  /** One that is not started. */
  Dev(Workspace workspace, RegistryServer registry) {
    this.registry = registry;
    manifests = new Manifests(workspace.directory("manifests"));
    manifests.deploy("stays", "docker.io/library/busybox:1.36");
    state = workspace.directory("dev");
    configuration =
        new Configuration()
            .deletingStage("prod", registry.image("prod"), DURATIONS)
            .directory("prod", manifests.directory(), DURATIONS)
            .mirror(registry.image("prod"), registry.image("there"))
            .writeTo(workspace.directory("config"));
    String server = "http://" + Loopback.address(port);
    api = workspace.keep(new LaytimeApi(server));
    cli =
        new LaytimeCli(
            workspace,
            workspace.directory("cli"),
            Map.of(
                "PATH",
                Checkout.binaries() + ":" + System.getenv("PATH"),
                "DOCKER_CONFIG",
                state.toString(),
                "XDG_STATE_HOME",
                state.toString(),
                "LAYTIME_SERVER",
                server));
  }

  /** An image of the stage. */
  String image(String app) {
    return registry.image("prod/" + app + ":1");
  }

  void deploy(String app) {
    manifests.deploy(app, image(app));
  }

  void remove(String app) {
    manifests.remove(app);
  }

  /** Starts it and waits until it works. */
  void start(String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "dev",
                "--state=" + state,
                "--port=" + port,
                "--temporal-port=" + Loopback.freePort(),
                "--ui-port=" + Loopback.freePort(),
                "--registry-port=" + Loopback.freePort(),
                "--config=" + configuration));
    line.addAll(List.of(options));
    LaytimeCli.Run run = cli.start(line.toArray(String[]::new));
    Path ready = state.resolve("worker.json");
    Await.until("dev is ready", SOON, () -> Files.exists(ready) || !run.process().isAlive());
    running = run;
  }

  /** Presses Ctrl-C. */
  void stop() {
    LaytimeCli.Run run = Objects.requireNonNull(running);
    run.interrupt();
    run.finish();
  }

  void awaitState(String app, String state) {
    Await.until(app + " is " + state, SOON, () -> api.state(image(app)).equals(state));
  }

  void awaitReason(String app, String reason) {
    Await.until(
        app + " says " + reason, SOON, () -> api.life(image(app)).toString().contains(reason));
  }

  /** Runs a command beside it. */
  Execution run(String... arguments) {
    return cli.run(arguments);
  }
}
