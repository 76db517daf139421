package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Interruption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A worker for one command: its state lies in a fresh directory, and both end with the command. */
final class OwnWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LAST_LINES = 12;

  private final Path state;
  private final WorkerProcess process;
  private final Interruption.Pending owned;

  private OwnWorker(Path state, WorkerProcess process, Interruption interruption) {
    this.state = state;
    this.process = process;
    this.owned = interruption.owning(this::end);
  }

  /**
   * Starts one on free ports. What it inherits is in {@link WorkerEnvironment}.
   *
   * @param layouts the only directories and archives that it may read and write images in
   * @throws CommandFailure if it cannot be started
   */
  static OwnWorker start(Installation installation, List<Path> layouts, Interruption interruption) {
    try {
      Path state = Files.createTempDirectory("laytime-");
      return new OwnWorker(
          state, launch(installation, options(state, layouts), state), interruption);
    } catch (IOException e) {
      throw CommandFailure.error(
          "start a worker of its own",
          RootCause.text(e),
          "check that 'sh' is on the PATH and that the directory for temporary files is writable");
    }
  }

  private static WorkerProcess launch(Installation installation, List<String> options, Path state)
      throws IOException {
    Path log = state.resolve("worker.log");
    try {
      Process process =
          WorkerCommand.process(installation, options)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(log.toFile())
              .redirectErrorStream(true)
              .start();
      return new WorkerProcess(process, state, () -> end(log));
    } catch (IOException | RuntimeException e) {
      Directories.remove(state);
      throw e;
    }
  }

  private static List<String> options(Path state, List<Path> layouts) {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < layouts.size(); i++) {
      options.add("--laytime.embedded.layouts[%d]=%s".formatted(i, layouts.get(i)));
    }
    Collections.addAll(
        options,
        "--server.port=0",
        // Said in so many words, or the caller's settings would have it serve a shared Temporal.
        "--laytime.temporal.address=",
        "--laytime.temporal.namespace=default",
        "--laytime.embedded.temporal-port=0",
        "--laytime.embedded.registry-port=0",
        // Whatever the caller's settings have: it does what the command names and no more.
        "--laytime.embedded.manage=false",
        "--laytime.state=" + state);
    return options;
  }

  /**
   * @throws CommandFailure if it dies before it is ready
   */
  RunningWorker awaitReady() {
    return process.awaitReady(PATIENCE);
  }

  /**
   * @throws CommandFailure if it has died
   */
  void check() {
    process.check();
  }

  /** Ends the process and removes its directory; also twice, and from two threads. */
  @Override
  public void close() {
    owned.close();
  }

  private void end() {
    process.close();
    Directories.remove(state);
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
