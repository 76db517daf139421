package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import java.time.Duration;

/** Olareg: it has the referrers API. */
public record OlaregRegistry(String host) implements RegistryServer {

  /** Starts an empty one. */
  public static OlaregRegistry start(Workspace workspace) {
    int port = Loopback.freePort();
    String directory = workspace.directory("olareg").toString();
    workspace.startNumbered(
        Command.of(
            "olareg",
            Checkout.binary("olareg"),
            "serve",
            "--addr=127.0.0.1",
            "--port=" + port,
            "--dir=" + directory,
            "--api-delete",
            "--gc-frequency=-1s"));
    String host = Loopback.address(port);
    Await.until("olareg answers on " + host, Duration.ofSeconds(20), () -> Loopback.answers(port));
    return new OlaregRegistry(host);
  }
}
