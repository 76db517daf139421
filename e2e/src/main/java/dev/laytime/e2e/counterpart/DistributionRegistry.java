package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** CNCF distribution: it has no referrers API, so referrers live under fallback tags. */
public final class DistributionRegistry implements RegistryServer, AutoCloseable {

  private final String host;
  private final Path data;
  private final Child process;

  private DistributionRegistry(String host, Path data, Child process) {
    this.host = host;
    this.data = data;
    this.process = process;
  }

  /** Starts an empty one, open to all. */
  public static DistributionRegistry start(Workspace workspace) {
    return start(workspace, workspace.directory("distribution"), "");
  }

  /** Starts another before the same content, which asks everybody for a token. */
  public DistributionRegistry guardedBy(TokenServer tokens, Workspace workspace) {
    return start(workspace, data, tokens.configuration());
  }

  /**
   * Starts another before the same content, which asks everybody for a name and a password.
   *
   * @param passwords as {@code htpasswd -B} writes them
   */
  public DistributionRegistry guardedBy(Path passwords, Workspace workspace) {
    String guard =
        """
        auth:
          htpasswd:
            realm: e2e
            path: %s
        """
            .formatted(passwords);
    return start(workspace, data, guard);
  }

  /**
   * Starts an empty one on a port of its own, which tells somebody of what happens in it.
   *
   * @param url that it tells
   * @param token that it shows there
   */
  public static DistributionRegistry telling(
      Workspace workspace, int port, String url, String token) {
    String notifications =
        """
        notifications:
          endpoints:
            - name: laytime
              url: %s
              headers:
                Authorization: [Bearer %s]
              timeout: 5s
              threshold: 5
              backoff: 500ms
        """
            .formatted(url, token);
    return start(workspace, workspace.directory("distribution"), port, notifications);
  }

  private static DistributionRegistry start(Workspace workspace, Path data, String more) {
    return start(workspace, data, Loopback.freePort(), more);
  }

  private static DistributionRegistry start(Workspace workspace, Path data, int port, String more) {
    String host = Loopback.address(port);
    Path file = data.resolveSibling("distribution-" + port + ".yml");
    try {
      Files.writeString(file, configuration(data, host) + more);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
    Child process =
        workspace.startNumbered(
            Command.of("distribution", Checkout.binary("distribution"), "serve", file.toString()));
    Await.until(
        "distribution answers on " + host, Duration.ofSeconds(20), () -> Loopback.answers(port));
    return new DistributionRegistry(host, data, process);
  }

  @Override
  public String host() {
    return host;
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return Integer.parseInt(host.replaceFirst(".*:", ""));
  }

  /** Its process, which writes an access log to its output. */
  public Child process() {
    return process;
  }

  /** What it was asked for since it started. */
  public List<LoggedRequest> requests() {
    return LoggedRequest.in(Workspace.read(process.output()));
  }

  /** Ends it and removes what it holds. */
  @Override
  public void close() {
    process.close();
    Workspace.delete(data);
  }

  private static String configuration(Path data, String host) {
    return """
    version: 0.1
    log:
      level: warn
    storage:
      filesystem:
        rootdirectory: %s
      delete:
        enabled: true
    http:
      addr: %s
    """
        .formatted(data, host);
  }
}
