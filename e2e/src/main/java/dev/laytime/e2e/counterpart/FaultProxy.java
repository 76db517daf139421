package dev.laytime.e2e.counterpart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a registry and misbehaves as told: everything it does not change is the real
 * registry's answer. It holds what is sent through it in memory: it is for small images where it is
 * written to.
 */
public final class FaultProxy implements RegistryServer, AutoCloseable {

  /** Hop-by-hop, or set by the server itself. */
  private static final Set<String> NOT_FORWARDED =
      Set.of("connection", "content-length", "date", "host", "transfer-encoding", "upgrade");

  private final String backend;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Pace pace = new Pace();
  private volatile Fault fault = Fault.NONE;

  private FaultProxy(String backend, HttpServer server) {
    this.backend = backend;
    this.server = server;
  }

  /** Starts one; it does nothing but forward. */
  public static FaultProxy before(RegistryServer registry) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FaultProxy proxy = new FaultProxy(registry.host(), server);
      server.createContext("/", proxy::handle);
      server.setExecutor(proxy.threads);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("Listen on 127.0.0.1", e);
    }
  }

  /**
   * A request that came by.
   *
   * @param target path and query
   */
  public record Seen(Instant at, String method, String target) {}

  @Override
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Behaves so from now on. */
  public void behave(Fault how) {
    fault = how;
  }

  /** Lets this many bytes a second through, in all; {@link Long#MAX_VALUE} for no limit. */
  public void throttle(long bytesPerSecond) {
    pace.limit(bytesPerSecond);
  }

  /** What it was asked for. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Seen request =
        new Seen(Instant.now(), exchange.getRequestMethod(), exchange.getRequestURI().toString());
    seen.add(request);
    try (exchange) {
      switch (fault.on(request)) {
        case Fault.Forward _ -> forward(exchange, Fault.Body.AS_IT_IS);
        case Fault.Spoil(var body) -> forward(exchange, body);
        case Fault.Hang(var time) -> {
          Thread.sleep(time);
          forward(exchange, Fault.Body.AS_IT_IS);
        }
        case Fault.Wait(var gate) -> {
          gate.await();
          forward(exchange, Fault.Body.AS_IT_IS);
        }
        case Fault.Answer(var status, var headers) -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, -1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange, Fault.Body body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + backend + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), sent(exchange));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (isForwarded(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream content = response.body()) {
      OptionalLong length = response.headers().firstValueAsLong("Content-Length");
      if (length.isPresent()) {
        answer(exchange, response, content, length.getAsLong(), body);
      } else {
        // A registry need not know how long a listing becomes before it sends it.
        byte[] whole = content.readAllBytes();
        answer(exchange, response, new ByteArrayInputStream(whole), whole.length, body);
      }
    }
  }

  private static HttpRequest.BodyPublisher sent(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    return body.length == 0
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofByteArray(body);
  }

  private void answer(
      HttpExchange exchange,
      HttpResponse<InputStream> response,
      InputStream content,
      long length,
      Fault.Body body)
      throws IOException, InterruptedException {
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          if (isForwarded(name)) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    // A registry names an upload by its own address: it must come by here again.
    exchange
        .getResponseHeaders()
        .replaceAll((_, values) -> values.stream().map(v -> v.replace(backend, host())).toList());
    if (exchange.getRequestMethod().equals("HEAD") || length == 0) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(response.statusCode(), -1);
      return;
    }
    exchange.sendResponseHeaders(response.statusCode(), length);
    body.copy(content, exchange.getResponseBody(), length, pace);
  }

  private static boolean isForwarded(String header) {
    return !header.startsWith(":") && !NOT_FORWARDED.contains(header.toLowerCase(Locale.ROOT));
  }
}
