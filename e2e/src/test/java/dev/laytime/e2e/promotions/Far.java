package dev.laytime.e2e.promotions;

import dev.laytime.e2e.counterpart.FaultyLine;
import dev.laytime.e2e.counterpart.GitServer;
import dev.laytime.e2e.harness.Workspace;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Manifests that a Git server has, over TLS.
 *
 * @param line the only way to it
 */
record Far(Apps apps, GitServer server, FaultyLine line) {

  private static final String LOOPBACK = "127.0.0.1";

  /** Starts one; it ends with the workspace. */
  static Far start(Workspace workspace, List<String> repositories) {
    Apps apps = Apps.create(workspace, repositories);
    GitServer server = GitServer.start(workspace, LOOPBACK, apps.bare().resolveSibling(""));
    return new Far(
        apps, server, workspace.keep(FaultyLine.to(URI.create(server.url("")).getPort())));
  }

  String url() {
    return "https://%s:%d/%s".formatted(LOOPBACK, line.port(), apps.bare().getFileName());
  }

  /** What makes a worker trust it. */
  Map<String, String> trust() {
    return server.trust();
  }
}
