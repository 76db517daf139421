package dev.laytime.starter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.laytime.starter.output.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A worker's API: what it was told to answer, and 404 for the rest. Writes need its token. */
final class FakeApi implements AutoCloseable {

  static final String TOKEN = "open-sesame";

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final String temporal;
  private @Nullable String tokenFile;
  private volatile @Nullable String signed;

  /**
   * @param temporal host and port of the service that it names as its own
   */
  FakeApi(String temporal) throws IOException {
    this.temporal = temporal;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers that, as JSON, to a path with its query. */
  FakeApi with(String pathAndQuery, Object body) {
    return with(pathAndQuery, 200, Json.line(body));
  }

  FakeApi with(String pathAndQuery, int status, String body) {
    answers.put(pathAndQuery, new Answer(status, body));
    return this;
  }

  /** An RFC 9457 problem. */
  FakeApi refusing(String pathAndQuery, int status, String detail, String hint) {
    String problem =
        """
        {"type":"about:blank","title":"No","status":%d,"detail":"%s","hint":"%s"}\
        """
            .formatted(status, detail, hint);
    return with(pathAndQuery, status, problem);
  }

  FakeApi tellingOf(String file) {
    tokenFile = file;
    return this;
  }

  /** The last statement that proved itself, and its signature in base64. */
  @Nullable String signed() {
    return signed;
  }

  /** Every request but for {@code info}: method, path, query and body. */
  List<String> asked() {
    return asked;
  }

  String info() {
    String file = tokenFile == null ? "null" : "\"" + tokenFile + "\"";
    return """
    {"name":"laytime","version":"1","server":"%s",
     "temporal":{"address":"%s","namespace":"default"},"embedded":true,"registry":null,
     "taskQueues":["laytime"],"tokenFile":%s}
    """
        .formatted(address(), temporal, file);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestURI().toString().substring("/api/v1/".length());
    if (what.equals("info")) {
      send(exchange, new Answer(200, info()));
      return;
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add("%s %s %s".formatted(exchange.getRequestMethod(), what, body).strip());
    boolean write = exchange.getRequestMethod().equals("POST");
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String statement = exchange.getRequestHeaders().getFirst("X-Laytime-Statement");
    if (statement != null && authorization == null) {
      signed =
          new String(Base64.getDecoder().decode(statement), StandardCharsets.UTF_8)
              + exchange.getRequestHeaders().getFirst("X-Laytime-Statement-Signature");
    } else if (write && !("Bearer " + TOKEN).equals(authorization)) {
      send(exchange, new Answer(401, "{\"detail\":\"that is not this worker's token\"}"));
      return;
    }
    send(exchange, answers.getOrDefault(what, new Answer(404, "{\"title\":\"Not Found\"}")));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Answer(int status, String body) {}
}
