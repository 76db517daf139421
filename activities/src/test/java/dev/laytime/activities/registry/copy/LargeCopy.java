package dev.laytime.activities.registry.copy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A program that copies an image of 64 MiB from one registry to another, both in this process and
 * keeping nothing. It prints how many bytes arrived, and every temporary file that it sees.
 */
final class LargeCopy {

  private static final int MIB = 1024 * 1024;

  /** Of 16 MiB of zeros, and of one, two and three more. */
  private static final List<String> LAYERS =
      List.of(
          "080acf35a507ac9849cfcba47dc2ad83e01b75663a516279c8b9d243b719643e",
          "1003b1b5dc078189799a1216ce0f9fbcebb94e8b6b83c58c4b03345f07f94ced",
          "ecde2bcd47a6955cfb9c97eb1856d0ff01bbaf285ca2ae46c51a3e6791ee29d6",
          "4b7130e6b7db7468cb846d9b1ef28a31ba93e3042894d1538f6979724ebf3096");

  private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

  private final byte[] manifest = manifest().getBytes(StandardCharsets.UTF_8);
  private final Digest digest = Hashing.digestOf(manifest, "sha256");
  private final AtomicLong arrived = new AtomicLong();

  private LargeCopy() {}

  /** Copies once. */
  public static void main(String[] arguments) throws Exception {
    new LargeCopy().run();
  }

  private void run() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpServer source = start(threads, this::give);
      HttpServer target = start(threads, this::take);
      try (RegistryClient client =
          new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE))) {
        CopyResult result =
            new ClosureCopy(
                    client.source(app(source)),
                    client.target(app(target)),
                    new Turns(),
                    new CopyTracker())
                .run(new ClosureCopy.Selection(digest, List.of(), false, null, null));
        System.out.println(result.blobsCopied() + " blobs, " + arrived + " bytes");
      } finally {
        source.stop(0);
        target.stop(0);
      }
    }
  }

  private void give(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int layer = LAYERS.indexOf(path.substring(path.indexOf(':') + 1));
    if (layer >= 0) {
      giveZeros(exchange, 16 * MIB + layer);
    } else {
      give(exchange, path.contains("/manifests/") ? manifest : CONFIG);
    }
  }

  private static void give(HttpExchange exchange, byte[] content) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  private static void giveZeros(HttpExchange exchange, int count) throws IOException {
    exchange.sendResponseHeaders(200, count);
    byte[] zeros = new byte[64 * 1024];
    for (int left = count; left > 0; left -= zeros.length) {
      exchange.getResponseBody().write(zeros, 0, Math.min(left, zeros.length));
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        exchange.getResponseHeaders().set("Location", "/up");
        exchange.sendResponseHeaders(202, -1);
      }
      case "PUT" -> {
        long count = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        arrived.addAndGet(exchange.getRequestURI().getPath().equals("/up") ? count : 0);
        showTemporaryFiles();
        exchange.getResponseHeaders().set("Docker-Content-Digest", digestOf(exchange));
        exchange.sendResponseHeaders(201, -1);
      }
      default -> exchange.sendResponseHeaders(404, -1);
    }
  }

  /** Of the blob that it was, or else the manifest. */
  private String digestOf(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query == null ? digest.value() : query.substring("digest=".length());
  }

  private static void showTemporaryFiles() {
    String[] files = Path.of(System.getProperty("java.io.tmpdir")).toFile().list();
    System.out.print(files == null ? "no directory\n" : String.join("\n", files));
  }

  private String manifest() {
    String layers =
        LAYERS.stream()
            .map(hex -> descriptor("x", "sha256:" + hex, 16 * MIB + LAYERS.indexOf(hex)))
            .collect(Collectors.joining(","));
    return "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
        .formatted(
            descriptor("y", Hashing.digestOf(CONFIG, "sha256").value(), CONFIG.length), layers);
  }

  private static String descriptor(String mediaType, String digest, int size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest, size);
  }

  private static Repository app(HttpServer registry) {
    return Repository.parse("127.0.0.1:" + registry.getAddress().getPort() + "/app");
  }

  private static HttpServer start(ExecutorService threads, HttpHandler handler) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
    server.start();
    return server;
  }
}
