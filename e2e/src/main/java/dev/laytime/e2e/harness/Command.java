package dev.laytime.e2e.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to start.
 *
 * <p>It inherits the environment, but for what would lead it to somebody's own servers and
 * credentials.
 *
 * @param name of its log files
 * @param arguments the program and what it gets
 * @param environment what it finds there besides
 * @param directory where it runs
 */
public record Command(
    String name, List<String> arguments, Map<String, String> environment, Path directory) {

  private static final List<String> FOREIGN =
      List.of("LAYTIME_", "TEMPORAL_", "REGISTRY_", "DOCKER_", "REGCTL_", "JAVA_TOOL_OPTIONS");

  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A program that runs where this one does. */
  public static Command of(String name, String... arguments) {
    return new Command(name, List.of(arguments), Map.of(), Path.of("").toAbsolutePath());
  }

  /** The same with more arguments. */
  public Command with(List<String> more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(more);
    return new Command(name, all, environment, directory);
  }

  /** The same with one more variable. */
  public Command with(String variable, String value) {
    return with(Map.of(variable, value));
  }

  /** The same with more variables. */
  public Command with(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new Command(name, arguments, all, directory);
  }

  /** The same in another directory. */
  public Command in(Path where) {
    return new Command(name, arguments, environment, where);
  }

  ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(arguments).directory(directory.toFile());
    builder.environment().keySet().removeIf(Command::isForeign);
    builder.environment().putAll(environment);
    return builder;
  }

  private static boolean isForeign(String variable) {
    return FOREIGN.stream().anyMatch(variable::startsWith);
  }
}
