package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Olareg: it has the referrers API.
 *
 * @param process whose errors hold an access log, if that was asked for
 * @param data what it holds
 */
public record OlaregRegistry(String host, Child process, Path data)
    implements RegistryServer, AutoCloseable {

  /** Starts an empty one. */
  public static OlaregRegistry start(Workspace workspace) {
    return start(workspace, List.of());
  }

  /** Starts an empty one that logs every request. */
  public static OlaregRegistry logging(Workspace workspace) {
    return start(workspace, List.of("--verbosity=trace"));
  }

  private static OlaregRegistry start(Workspace workspace, List<String> options) {
    int port = Loopback.freePort();
    Path data = workspace.directory("olareg");
    Child process =
        workspace.startNumbered(
            Command.of(
                    "olareg",
                    Checkout.binary("olareg"),
                    "serve",
                    "--addr=127.0.0.1",
                    "--port=" + port,
                    "--dir=" + data,
                    "--api-delete",
                    "--gc-frequency=-1s")
                .with(options));
    String host = Loopback.address(port);
    Await.until("olareg answers on " + host, Duration.ofSeconds(20), () -> Loopback.answers(port));
    return new OlaregRegistry(host, process, data);
  }

  /** Ends it and removes what it holds. */
  @Override
  public void close() {
    process.close();
    Workspace.delete(data);
  }
}
