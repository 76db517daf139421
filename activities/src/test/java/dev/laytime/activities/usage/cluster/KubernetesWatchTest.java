package dev.laytime.activities.usage.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a watch begins and ends on the wire. */
class KubernetesWatchTest {

  private static final String POD =
      "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"8\"}}}\n";

  @TempDir private Path directory;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void asksForAnEndAndForMarksAndEndsWithTheServer() throws IOException {
    answer(
        200,
        exchange -> {
          exchange.getResponseBody().write(POD.getBytes(UTF_8));
          exchange.close();
        });

    watch("shop", Duration.ofSeconds(30));

    assertThat(events).containsExactly("began", "came a", "at 8");
    assertThat(asked)
        .containsExactly(
            "/api/v1/namespaces/shop/pods?watch=true&allowWatchBookmarks=true&resourceVersion=7"
                + "&timeoutSeconds=30");
  }

  @Test
  void tellsTheServersRefusals() throws IOException {
    answer(403, HttpExchange::close);
    assertThatThrownBy(() -> watch(null, Duration.ofSeconds(30)))
        .isNotInstanceOf(ClusterApi.ForgottenException.class)
        .hasMessage("answered 403");
    server.removeContext("/api");
    answer(410, HttpExchange::close);
    assertThatThrownBy(() -> watch(null, Duration.ofSeconds(30)))
        .isInstanceOf(ClusterApi.ForgottenException.class);
    assertThat(events).isEmpty();
  }

  @Test
  void waitsForNoServerThatIsHeardOfNoMore() throws IOException {
    answer(
        200,
        exchange -> {
          exchange.getResponseBody().write(POD.getBytes(UTF_8));
          exchange.getResponseBody().flush();
          await();
        });

    assertThatThrownBy(() -> watch(null, Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer within 2 s");
    assertThat(events).containsExactly("began", "came a", "at 8");
  }

  @Test
  void writesWhatItIsTold() throws IOException {
    server.createContext(
        "/apis",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer = "{\"message\":\"so be it\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(201, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });

    try (KubernetesApi api = KubernetesApi.of(kubeconfig(), null)) {
      ClusterApi.Answer answer =
          api.send(
              KubernetesApi.Method.PATCH,
              "/apis/x?force=true",
              "application/merge-patch+json",
              JsonNodeFactory.instance.objectNode().put("a", 1));
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.refusal()).isEqualTo("answered 201: so be it");
      assertThat(api.send(KubernetesApi.Method.DELETE, "/apis/x/y", null, null).status())
          .isEqualTo(201);
    }
    assertThat(asked)
        .containsExactly(
            "PATCH /apis/x?force=true application/merge-patch+json {\"a\":1}",
            "DELETE /apis/x/y null ");
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Body {
    void write(HttpExchange exchange) throws IOException;
  }

  private void answer(int status, Body body) {
    server.createContext(
        "/api",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(status, status == 200 ? 0 : -1);
          body.write(exchange);
        });
  }

  private void watch(@Nullable String namespace, Duration longest) throws IOException {
    try (ClusterApi api = KubernetesApi.of(kubeconfig(), null)) {
      api.watchPods(namespace, "7", longest, new Told());
    }
  }

  private Path kubeconfig() throws IOException {
    return Files.writeString(
        directory.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: somebody, user: {token: secret}}]
        contexts: [{name: here, context: {cluster: here, user: somebody}}]
        current-context: here
        """
            .formatted(server.getAddress().getPort()));
  }

  private final class Told implements ClusterApi.PodEvents {

    @Override
    public void began() {
      events.add("began");
    }

    @Override
    public void came(JsonNode pod) {
      events.add("came " + pod.path("metadata").path("name").asText());
    }

    @Override
    public void went(JsonNode pod) {
      events.add("went");
    }

    @Override
    public void at(String version) {
      events.add("at " + version);
    }
  }
}
