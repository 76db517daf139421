package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts a worker. */
public final class WorkerCommand {

  /**
   * Ctrl-C reaches a whole process group: the worker must not die of it before its copy is
   * cancelled. An ignored signal stays ignored across exec; its logs are no results, so they go to
   * stderr.
   */
  private static final List<String> SHELTERED =
      List.of("sh", "-c", "trap '' INT; exec \"$@\" >&2", "sh");

  /** It may live for seconds: only what runs often is worth the second compiler, which is dear. */
  private static final List<String> RUNTIME =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=5000",
          "-XX:Tier4CompileThreshold=50000",
          "-XX:Tier4BackEdgeThreshold=160000",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private WorkerCommand() {}

  /**
   * A worker that ends with this process.
   *
   * @param options the worker's own
   * @throws CommandFailure if the worker's jar is not there
   */
  private static List<String> of(Installation installation, List<String> options) {
    Path jar = installation.workerJar();
    if (!Files.isRegularFile(jar)) {
      throw CommandFailure.error(
          "start a worker", "no such file: " + jar, "build it: mvn -DskipUnitTests package");
    }
    List<String> command = new ArrayList<>(sheltered(List.of(installation.java().toString())));
    command.addAll(RUNTIME);
    if (installation.options() != null) {
      command.add("@" + installation.options());
    }
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(options);
    command.add("--laytime.parent=" + ProcessHandle.current().pid());
    return command;
  }

  /**
   * One with a registry of its own, as a process to be started, with the environment that it shall
   * have.
   *
   * @throws CommandFailure if the worker's jar is not there
   */
  public static ProcessBuilder process(Installation installation, List<String> options) {
    List<String> all = new ArrayList<>(List.of("--embedded"));
    all.addAll(options);
    ProcessBuilder process = new ProcessBuilder(of(installation, all));
    WorkerEnvironment.narrow(process.environment());
    return process;
  }

  /**
   * A team's, with this process's own environment.
   *
   * @throws CommandFailure if the worker's jar is not there
   */
  public static ProcessBuilder team(Installation installation, List<String> options) {
    return new ProcessBuilder(of(installation, options));
  }

  /** A command that is not ended by Ctrl-C, and writes to stderr only. */
  public static List<String> sheltered(List<String> command) {
    List<String> sheltered = new ArrayList<>(SHELTERED);
    sheltered.addAll(command);
    return sheltered;
  }
}
