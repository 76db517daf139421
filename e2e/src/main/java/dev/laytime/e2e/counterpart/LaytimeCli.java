package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Mark;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./laytime}, as a person types it. Whatever it says, it must leave no process and no
 * temporary file: every run here checks that.
 *
 * @param workspace where it runs
 * @param directory its working directory
 * @param environment what it finds there besides
 */
public record LaytimeCli(Workspace workspace, Path directory, Map<String, String> environment) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration AFTERMATH = Duration.ofSeconds(10);
  private static final Pattern NOISE = Pattern.compile("(?md)^Picked up JAVA_TOOL_OPTIONS.*\n");

  /** One with nothing configured. */
  public static LaytimeCli alone(Workspace workspace) {
    Path directory = workspace.directory("cli");
    return new LaytimeCli(
        workspace,
        directory,
        Map.of(
            "DOCKER_CONFIG", directory.resolve("no-docker").toString(),
            "TEMPORAL_CONFIG_FILE", directory.resolve("no-temporal.toml").toString()));
  }

  /** One that is told to use a worker. */
  public static LaytimeCli beside(Workspace workspace, LaytimeWorker worker) {
    LaytimeCli alone = alone(workspace);
    return new LaytimeCli(
        workspace,
        alone.directory,
        Map.of(
            "DOCKER_CONFIG", alone.directory.resolve("no-docker").toString(),
            "TEMPORAL_ADDRESS", worker.temporal(),
            "LAYTIME_SERVER", worker.server()));
  }

  /** Runs it to its end. */
  public Execution run(String... arguments) {
    return start(arguments).finish();
  }

  /** Starts it. */
  public Run start(String... arguments) {
    return launch(commandLine(arguments));
  }

  /** Runs it on a terminal, whose screen is the output. */
  public Execution onTerminal(String... arguments) {
    String line =
        commandLine(arguments).stream()
            .map(argument -> "'" + argument + "'")
            .collect(Collectors.joining(" "));
    return launch(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"))
        .finish();
  }

  private Run launch(List<String> line) {
    Mark mark = Mark.fresh("E2E_CALL");
    Path temporary = workspace.directory("tmp");
    Command command =
        new Command("laytime", line, environment, directory)
            .with(mark.variable(), mark.value())
            .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    return new Run(workspace.startNumbered(command), mark, temporary);
  }

  /** The background of a script ignores Ctrl-C and hands that down: a person's shell does not. */
  private static List<String> commandLine(String... arguments) {
    String launcher = Checkout.root().resolve("laytime").toString();
    return Stream.concat(
            Stream.of("env", "--default-signal=INT", launcher), Arrays.stream(arguments))
        .toList();
  }

  /**
   * One that was started.
   *
   * @param process of the launcher
   * @param mark that all its processes carry
   * @param temporary where it may leave nothing
   */
  public record Run(Child process, Mark mark, Path temporary) {

    /** What it has said on standard error so far. */
    public String errorsSoFar() {
      return Workspace.read(process.errors());
    }

    /** Presses Ctrl-C. */
    public void interrupt() {
      process.interrupt();
    }

    /**
     * Waits for its end.
     *
     * @throws IllegalStateException if it ends too late or leaves something behind
     */
    public Execution finish() {
      return finish(PATIENCE);
    }

    /** The same, of one that takes its time. */
    public Execution finish(Duration patience) {
      Execution execution = Workspace.finish(process, patience);
      Await.until(
          "no process is left of " + process.output(), AFTERMATH, () -> mark.processes().isEmpty());
      Await.until("no file is left in " + temporary, AFTERMATH, () -> isEmpty(temporary));
      return new Execution(
          execution.exitCode(), withoutNoise(execution.output()), withoutNoise(execution.errors()));
    }

    private static boolean isEmpty(Path directory) {
      String[] entries = directory.toFile().list();
      return entries == null || entries.length == 0;
    }

    /** Line by line, and a carriage return ends none: it is how a line is redrawn. */
    private static String withoutNoise(String text) {
      return NOISE.matcher(text).replaceAll("");
    }
  }
}
