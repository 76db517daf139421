package dev.laytime.starter;

import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.temporal.WorkerFinder;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option of commands that need a running worker. */
final class ServerFlags {

  @Option(
      names = "--server",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      order = 50,
      description = "A running worker's API (LAYTIME_SERVER; default: on this machine, port 8480).")
  private @Nullable URI server;

  WorkerFinder.Found find(CommandContext context) {
    Surroundings surroundings = context.surroundings();
    return new WorkerFinder(surroundings.usualServer()).find(server, surroundings.environment());
  }

  WorkerApi api(CommandContext context) {
    return new WorkerApi(find(context).server());
  }
}
