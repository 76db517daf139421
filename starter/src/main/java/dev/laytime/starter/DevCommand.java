package dev.laytime.starter;

import dev.laytime.starter.dev.DevOptions;
import dev.laytime.starter.dev.DevRun;
import dev.laytime.starter.output.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs all of Laytime on this machine: {@code laytime dev}. */
@Command(
    sortOptions = false,
    name = "dev",
    description = {
      "Runs a worker with a registry and a Temporal service on this machine, until Ctrl-C.",
      "",
      "Where the 'temporal' command is on the PATH, its development server is used: it keeps its"
          + " state in a file and has a UI. Otherwise the worker brings a Temporal in memory.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  1:could not start, or ended by itself",
      Ends.WRONG_LINE,
      "130:ended by Ctrl-C"
    },
    footer = {
      "",
      "Examples:",
      "  laytime dev",
      "  laytime dev --config laytime.yaml",
      "  laytime dev --state /tmp/laytime --port 9480"
    })
final class DevCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      order = 1,
      description =
          "Where state is kept (default: laytime below XDG_STATE_HOME or ~/.local/state).")
  private @Nullable Path state;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8480",
      order = 2,
      description = "The worker's API (default: 8480).")
  private int port;

  @Option(
      names = "--temporal-port",
      paramLabel = "PORT",
      defaultValue = "7233",
      order = 3,
      description = "The Temporal service (default: 7233).")
  private int temporalPort;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "8233",
      order = 4,
      description = "Its UI, where the 'temporal' command brings it (default: 8233).")
  private int uiPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8481",
      order = 5,
      description = "The registry (default: 8481).")
  private int registryPort;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      order = 6,
      description =
          "Its stages, sources of use and mirror rules (LAYTIME_CONFIG; default: ./laytime.yaml, if"
              + " there).")
  private @Nullable Path config;

  @Option(
      names = "--dry-run",
      order = 7,
      description = "Decides everything and writes nothing to any registry.")
  private boolean dryRun;

  DevCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Surroundings surroundings = context.surroundings();
    Path chosen = state == null ? usualState(surroundings.environment()) : state;
    DevOptions options =
        new DevOptions(
            surroundings.directory().resolve(chosen).normalize(),
            port,
            temporalPort,
            uiPort,
            registryPort,
            config(surroundings),
            dryRun);
    return new DevRun(
            options,
            surroundings.environment().getOrDefault("PATH", ""),
            surroundings.installation(),
            context.screen(),
            context.interruption())
        .run()
        .status();
  }

  private @Nullable Path config(Surroundings surroundings) {
    Path directory = surroundings.directory();
    if (config != null) {
      Path named = directory.resolve(config).normalize();
      if (!Files.isRegularFile(named)) {
        throw CommandFailure.usage(
            "read the configuration " + named, "there is no such file", "check --config");
      }
      return named;
    }
    String variable = surroundings.environment().getOrDefault("LAYTIME_CONFIG", "");
    Path usual = directory.resolve(variable.isEmpty() ? "laytime.yaml" : variable).normalize();
    // A variable's file that is missing is the worker's to refuse.
    return !variable.isEmpty() || Files.isRegularFile(usual) ? usual : null;
  }

  private static Path usualState(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_STATE_HOME", "");
    Path states =
        base.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(base);
    return states.resolve("laytime");
  }
}
