package dev.laytime.activities.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server that answers as it is told, and remembers who asked with which credentials. */
final class CannedServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private volatile Answer otherwise = new Answer(404, Map.of(), "");
  private final CompletableFuture<@Nullable Void> brokenOff = new CompletableFuture<>();
  final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** Who each request says it is from. */
  final List<String> agents = new CopyOnWriteArrayList<>();

  /** One request; {@code authorization} is the header, or null. */
  record Seen(String method, String target, @Nullable String authorization) {}

  private record Answer(int status, Map<String, String> headers, String body) {}

  /** What was sent along, in order; empty text where nothing was. */
  final List<String> bodies = new CopyOnWriteArrayList<>();

  private final Map<String, UnaryOperator<String>> replies = new ConcurrentHashMap<>();

  CannedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** {@code 127.0.0.1:port}. */
  String address() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void answer(String target, int status, Map<String, String> headers, String body) {
    answers.put(target, new Answer(status, headers, body));
  }

  void answer(String target, int status, String body) {
    answer(target, status, Map.of(), body);
  }

  /** Answers 200 with what is made of a request's body. */
  void reply(String target, UnaryOperator<String> reply) {
    replies.put(target, reply);
  }

  /** What is answered to all else. */
  void otherwise(int status, Map<String, String> headers) {
    otherwise = new Answer(status, headers, "");
  }

  /** The same with a body. */
  void otherwise(int status, String body) {
    otherwise = new Answer(status, Map.of(), body);
  }

  /** Done when a client went before it had an answer whole. */
  CompletableFuture<@Nullable Void> brokenOff() {
    return brokenOff;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) {
    String target = exchange.getRequestURI().toString();
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            target,
            exchange.getRequestHeaders().getFirst("Authorization")));
    agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
    try (exchange) {
      String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      bodies.add(sent);
      UnaryOperator<String> reply = replies.get(target);
      Answer answer =
          reply == null
              ? answers.getOrDefault(target, otherwise)
              : new Answer(200, Map.of(), reply.apply(sent));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
      exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
      if (!bodiless) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      brokenOff.complete(null);
    }
  }
}
