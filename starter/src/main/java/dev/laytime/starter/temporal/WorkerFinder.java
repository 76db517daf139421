package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the running worker that lives are asked of: nothing that ends with a command knows any. */
public final class WorkerFinder {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String START_ONE =
      "start one: laytime dev --config FILE, or name one that runs: --server URL, LAYTIME_SERVER";

  private final URI usualServer;
  private final ServerClient servers = new ServerClient();

  /**
   * @param usualServer who is asked where nobody else is named
   */
  public WorkerFinder(URI usualServer) {
    this.usualServer = usualServer;
  }

  /**
   * Asks the named server, else that of {@code LAYTIME_SERVER}, else the usual one.
   *
   * @throws CommandFailure if nobody answers there, or somebody else does
   */
  public Found find(@Nullable URI server, Map<String, String> environment) {
    URI asked = address(server, environment);
    try {
      return servers
          .ask(asked, PATIENCE)
          .map(worker -> new Found(asked, worker))
          .orElseThrow(() ->
              CommandFailure.error(
                  "find a running worker at " + asked,
                  "what answers there is not Laytime",
                  "check --server and LAYTIME_SERVER: they name a worker's API, not Temporal"));
    } catch (UncheckedIOException e) {
      throw CommandFailure.error("find a running worker at " + asked, RootCause.text(e), START_ONE);
    }
  }

  private URI address(@Nullable URI server, Map<String, String> environment) {
    if (server != null) {
      return server;
    }
    String variable = environment.getOrDefault("LAYTIME_SERVER", "");
    return variable.isEmpty() ? usualServer : ServerAddress.parse(variable);
  }

  /**
   * A worker that runs.
   *
   * @param server where it was asked, which its own word for it need not be
   */
  public record Found(URI server, RunningWorker worker) {}
}
