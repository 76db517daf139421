package dev.laytime.starter.dev;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.temporal.Installation;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.starter.temporal.RunningWorker;
import dev.laytime.starter.temporal.WorkerCommand;
import dev.laytime.starter.temporal.WorkerProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run of {@code laytime dev}, from the first check to the last process's end. */
public final class DevRun {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final DevOptions options;
  private final String path;
  private final Installation installation;
  private final Screen screen;
  private final Interruption interruption;

  /**
   * @param path where the {@code temporal} command is looked for
   */
  public DevRun(
      DevOptions options,
      String path,
      Installation installation,
      Screen screen,
      Interruption interruption) {
    this.options = options;
    this.path = path;
    this.installation = installation;
    this.screen = screen;
    this.interruption = interruption;
  }

  /**
   * Runs until it is interrupted.
   *
   * @throws CommandFailure if something does not start, or ends by itself
   */
  public ExitCode run() {
    @Nullable Path temporal = TemporalCommand.find(path).orElse(null);
    options.requireFree(temporal != null);
    try {
      Files.createDirectories(options.state());
      WorkerProcess.forget(options.state());
      return temporal == null ? inMemory() : withServer(temporal);
    } catch (IOException e) {
      throw CommandFailure.error(
          "start in " + options.state(),
          RootCause.text(e),
          "check that the directory is writable, or choose another with --state");
    }
  }

  private ExitCode inMemory() throws IOException {
    return work(workerOptions(null), null, new CompletableFuture<>());
  }

  private ExitCode withServer(Path command) throws IOException {
    DevTemporal temporal = DevTemporal.start(command, options);
    try (Interruption.Pending _ = interruption.owning(temporal::close)) {
      try (ProgressLine line = screen.progress()) {
        line.show("starting Temporal's development server…");
        temporal.awaitReady();
      }
      work(
          workerOptions(temporal.address()),
          "http://127.0.0.1:" + options.uiPort(),
          temporal.ended());
      throw temporal.failed();
    }
  }

  private ExitCode work(
      List<String> workerOptions, @Nullable String ui, CompletableFuture<?> temporalEnded)
      throws IOException {
    Process process =
        WorkerCommand.process(installation, workerOptions)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start();
    WorkerProcess worker = new WorkerProcess(process, options.state(), () -> "(its log is above)");
    try (Interruption.Pending _ = interruption.owning(worker::close)) {
      RunningWorker ready = worker.awaitReady(PATIENCE);
      screen.result(DevReport.of(ready, ui, options));
      CompletableFuture.anyOf(process.onExit(), temporalEnded).join();
      worker.check();
      return ExitCode.ERROR;
    }
  }

  private List<String> workerOptions(@Nullable String temporal) {
    List<String> worker = new ArrayList<>();
    worker.add("--server.port=" + options.port());
    worker.add("--laytime.embedded.temporal-port=" + options.temporalPort());
    worker.add("--laytime.embedded.registry-port=" + options.registryPort());
    worker.add("--laytime.state=" + options.state());
    // Also where there is none, or the environment's Temporal would be served with this directory.
    worker.add("--laytime.temporal.address=" + (temporal == null ? "" : temporal));
    worker.add("--laytime.temporal.namespace=default");
    if (options.config() != null) {
      worker.add("--laytime.config=" + options.config());
    }
    if (options.dryRun()) {
      worker.add("--laytime.dry-run=true");
    }
    return worker;
  }
}
