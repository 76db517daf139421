package dev.laytime.worker.building;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.laytime.activities.build.BuildLines;
import dev.laytime.activities.build.BuildLogs;
import dev.laytime.activities.build.StrategyLogs;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.worker.adapters.OwnJobs;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Whose words a worker follows. */
class HeardBuildersTest {

  private static final BuildOrder ORDER =
      new BuildOrder("r1", Reference.parse("r.test/app:1"), "app", null, "ann", "");
  private static final GitCommit COMMIT = new GitCommit("ab".repeat(20));

  @TempDir private Path directory;
  private HttpServer cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.start();
  }

  @AfterEach
  void stop() {
    cluster.stop(0);
  }

  @Test
  void areItsOwnWhereNoJobBuilds() {
    assertThat(logs(Map.of()).logs()).containsOnlyKeys(BuildStrategy.JIB);
  }

  @Test
  void areThoseOfJobsWhereSomeBuild() throws IOException {
    for (BuildStrategy strategy : List.of(BuildStrategy.KANIKO, BuildStrategy.BUILDKIT)) {
      BuildId id = BuildId.of(ORDER, COMMIT, strategy);
      says(id, "RUN make by " + strategy);

      BuildLogs heard = Objects.requireNonNull(logs(builders()).logs().get(strategy));
      assertThat(heard.tail(id, List.of(Platform.parse("linux/amd64"))))
          .containsExactly("RUN make by " + strategy);
    }
  }

  private void says(BuildId id, String log) {
    String name = id.objectName();
    answer(
        "/apis/batch/v1/namespaces/builders/jobs/" + name,
        """
        {"metadata": {"name": "%s", "uid": "u", "labels": {
          "app.kubernetes.io/managed-by": "laytime", "app.kubernetes.io/component": "build"}}}
        """
            .formatted(name));
    answer(
        "/api/v1/namespaces/builders/pods",
        """
        {"items": [{"metadata": {"name": "%s", "ownerReferences": [{"uid": "u"}]}}]}
        """
            .formatted(name));
    answer("/api/v1/namespaces/builders/pods/%s/log".formatted(name), log);
  }

  private void answer(String path, String body) {
    try {
      cluster.removeContext(path);
    } catch (IllegalArgumentException none) {
      // the first
    }
    cluster.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.getBytes(UTF_8).length);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
  }

  private Map<String, String> builders() throws IOException {
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            current-context: here
            clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
            contexts: [{name: here, context: {cluster: here, user: me}}]
            users: [{name: me, user: {token: t}}]
            """
                .formatted(cluster.getAddress().getPort()));
    return Map.of(
        "laytime.sources[0].name", "live",
        "laytime.sources[0].cluster.kubeconfig", kubeconfig.toString(),
        "laytime.builders.namespace", "builders",
        "laytime.builders.image", "r.test/laytime:1",
        "laytime.builders.push-secret", "push");
  }

  private static StrategyLogs logs(Map<String, String> settings) {
    LaytimeProperties properties =
        new Binder(new MapConfigurationPropertySource(new HashMap<>(settings)))
            .bindOrCreate("laytime", LaytimeProperties.class);
    return new BuildingConfiguration()
        .strategyLogs(properties, new BuildLines(), new OwnJobs(properties, () -> ""));
  }
}
