package dev.laytime.activities.crd.own;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.GitSettings;
import dev.laytime.activities.source.GitSource;
import dev.laytime.activities.usage.cluster.ClusterSettings;
import dev.laytime.activities.usage.cluster.ClusterSource;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.activities.usage.cluster.ServerCheck;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a server that refuses, with a secret that is easily found again. */
class UntoldSecretsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final String CANARY = "canary-3f9a";
  private static final RepositoryPrefix SHOP = RepositoryPrefix.parse("reg.example.com/shop");

  @TempDir private Path directory;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500})
  void areNotToldOfAClusterThatRefuses(int status) throws IOException {
    refuse(status);
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: somebody, user: {token: %s}}]
            contexts: [{name: here, context: {cluster: here, user: somebody}}]
            current-context: here
            """
                .formatted(server.getAddress().getPort(), CANARY));

    String lacks =
        String.join(
            "; ",
            new ClusterSource(
                    "shop.other", () -> KubernetesApi.of(kubeconfig, null), ClusterSettings.PLAIN)
                .list(() -> {})
                .gaps());

    assertThat(authorizations).contains("Bearer " + CANARY);
    assertThat(lacks).contains("answered " + status);
    tellNothingOfIt(lacks);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500})
  void areNotToldOfAGitServerThatRefuses(int status) throws IOException {
    refuse(status);
    GitSource source =
        new GitSource(
            new GitSettings(
                URI.create("http://127.0.0.1:%d/a.git".formatted(server.getAddress().getPort())),
                "main",
                "",
                "robot",
                null,
                () -> CANARY,
                directory.resolve("cache"),
                Duration.ofMinutes(1)),
            GitProxies.NONE);

    Throwable refusal = catchThrowable(() -> source.open(() -> {}));

    assertThat(refusal).isNotNull();
    if (status == 401) {
      String pair = "robot:" + CANARY;
      assertThat(authorizations)
          .contains("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    tellNothingOfIt(trace(refusal));
    tellNothingOfIt(String.valueOf(refusal.getMessage()));
  }

  @Test
  void areNotToldOfAKubeconfigThatIsRefused() throws IOException {
    for (String text : List.of("{" + CANARY, "token: " + CANARY, "users: [{user: " + CANARY)) {
      Throwable refusal =
          catchThrowable(() -> KubernetesApi.ofText(text, null, ServerCheck.NONE).close());

      assertThat(refusal).isInstanceOf(IOException.class);
      tellNothingOfIt(trace(refusal));
    }
  }

  /** As a condition and as an event say it. */
  private static void tellNothingOfIt(String lacks) throws IOException {
    FakeCluster cluster = new FakeCluster();
    cluster.put(
        OwnKindsAdapter.SOURCES,
        "{'metadata':{'namespace':'shop','name':'other'},'spec':{'cluster':{'secretRef':"
            + "{'name':'other-cluster','key':'kubeconfig'}}}}");
    new OwnKindsAdapter(new Told(lacks), new EventWriter("worker", () -> NOW), () -> NOW)
        .round(cluster);

    String object = cluster.object(OwnKindsAdapter.SOURCES, "shop", "other").toString();
    assertThat(object).contains("ScanIncomplete").doesNotContain(CANARY);
    assertThat(cluster.events("shop").toString())
        .contains("ScanIncomplete")
        .doesNotContain(CANARY)
        .doesNotContain(Base64.getEncoder().encodeToString(("robot:" + CANARY).getBytes(UTF_8)));
    assertThat(lacks).doesNotContain(CANARY);
  }

  private void refuse(int status) {
    server.createContext("/", exchange -> answer(exchange, status));
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) {
      authorizations.add(authorization);
    }
    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
    byte[] body = "{\"message\":\"refused\"}".getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String trace(Throwable refusal) {
    StringWriter text = new StringWriter();
    refusal.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private record Told(String lacks) implements OwnKindsAdapter.Worker {

    @Override
    public Surroundings surroundings() {
      return new Surroundings(
          new Tenancy(
              "laytime",
              List.of(),
              List.of(new Tenancy.Tenant("shop", List.of(SHOP), List.of("other-cluster")))),
          Map.of(),
          Set.of(),
          Set.of(),
          Map.of("shop.other", lacks),
          PathPlanTest.GROUND);
    }

    @Override
    public String take(Taken now) {
      return "";
    }

    @Override
    public void sweepNow(String stage) {}

    @Override
    public void scanNow(String source) {}
  }
}
