package dev.laytime.activities.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A registry that takes uploads with the last token that it gave, or with none before. */
final class TokenRegistry implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger tokens = new AtomicInteger();
  private final int seconds;
  private volatile String accepted = "";

  /** Whether the token with which an upload begins is no longer accepted from then on. */
  volatile boolean endsTokens;

  /** Whether it refuses an upload only when it has all of it. */
  volatile boolean readsFirst;

  /** Done when it refused an upload. */
  final CountDownLatch refused = new CountDownLatch(1);

  /** Tokens of uploads, refused ones among them. */
  final List<String> uploads = new CopyOnWriteArrayList<>();

  volatile byte @Nullable [] stored;

  /**
   * @param seconds how long it says that its tokens are good
   */
  TokenRegistry(int seconds) throws IOException {
    this.seconds = seconds;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many tokens it gave. */
  int tokens() {
    return tokens.get();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/token" -> token(exchange);
        case "/up" -> upload(exchange);
        default -> begin(exchange);
      }
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    String token = "t" + tokens.incrementAndGet();
    accepted = "Bearer " + token;
    byte[] answer =
        "{\"token\":\"%s\",\"expires_in\":%d}"
            .formatted(token, seconds)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private void begin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/up");
    boolean begins = isAccepted(exchange);
    if (begins && endsTokens) {
      accepted = "none";
      endsTokens = false;
    }
    answer(exchange, begins ? 202 : 401);
  }

  private void upload(HttpExchange exchange) throws IOException {
    uploads.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    if (isAccepted(exchange)) {
      stored = exchange.getRequestBody().readAllBytes();
      answer(exchange, 201);
    } else if (readsFirst) {
      exchange.getRequestBody().readAllBytes();
      answer(exchange, 401);
    } else {
      refuseUnread(exchange);
    }
  }

  /**
   * Answers and reads no further. It neither ends the answer, since this server would then read on,
   * nor the connection, since that could swallow the answer.
   */
  private void refuseUnread(HttpExchange exchange) throws IOException {
    challenge(exchange);
    exchange.sendResponseHeaders(401, 100_000); // more than anybody waits for
    exchange.getResponseBody().write('.');
    exchange.getResponseBody().flush();
    refused.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAccepted(HttpExchange exchange) {
    return accepted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void challenge(HttpExchange exchange) {
    exchange
        .getResponseHeaders()
        .set("WWW-Authenticate", "Bearer realm=\"http://%s/token\"".formatted(address()));
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    challenge(exchange);
    exchange.sendResponseHeaders(status, -1);
  }
}
