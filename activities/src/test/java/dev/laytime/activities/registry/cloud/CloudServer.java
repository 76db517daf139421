package dev.laytime.activities.registry.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands for all services of all clouds, and remembers what it was asked. */
final class CloudServer implements AutoCloseable {

  private final HttpServer server;
  private final ConcurrentMap<String, Function<Seen, Answer>> answers = new ConcurrentHashMap<>();

  final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** What is answered. */
  record Answer(int status, String body) {}

  /**
   * What it was asked.
   *
   * @param headers by their names in small letters
   */
  record Seen(String method, String target, Map<String, String> headers, String body) {

    /** A field of a form that was posted. */
    String field(String name) {
      return List.of(body.split("&")).stream()
          .filter(field -> field.startsWith(name + "="))
          .map(field -> field.substring(name.length() + 1))
          .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
          .findFirst()
          .orElse("");
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  CloudServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** {@code 127.0.0.1:PORT}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  URI uri(String path) {
    return URI.create("http://" + address() + path);
  }

  /** Answers one target always the same. */
  void answer(String target, int status, String body) {
    answer(target, _ -> new Answer(status, body));
  }

  /** Answers one target by what is asked. */
  void answer(String target, Function<Seen, Answer> answer) {
    answers.put(target, answer);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestURI().toString();
      Seen request = new Seen(exchange.getRequestMethod(), target, headers, body);
      seen.add(request);
      Answer answer =
          answers.getOrDefault(target, _ -> new Answer(404, "nothing is here")).apply(request);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
