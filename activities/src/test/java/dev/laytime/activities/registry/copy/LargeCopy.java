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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A program that copies an image of as many layers as it is told, and as large, from one registry
 * to another, both in this process and keeping nothing. It prints how many bytes arrived, in how
 * many chunks, and every temporary file that it sees.
 */
final class LargeCopy {

  private static final int MIB = 1024 * 1024;

  private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

  /** Digests and sizes: of some MiB of zeros, and of one, two … more. */
  private final Map<String, Integer> layers = new LinkedHashMap<>();

  private final byte[] manifest;
  private final Digest digest;
  private final AtomicLong arrived = new AtomicLong();
  private final AtomicLong chunks = new AtomicLong();

  private LargeCopy(int count, int mebibytes) throws NoSuchAlgorithmException {
    MessageDigest zeros = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < mebibytes; i++) {
      zeros.update(new byte[MIB]);
    }
    for (int more = 0; more < count; more++) {
      layers.put(digestWith(zeros, more), mebibytes * MIB + more);
    }
    manifest = manifest().getBytes(StandardCharsets.UTF_8);
    digest = Hashing.digestOf(manifest, "sha256");
  }

  private static String digestWith(MessageDigest zeros, int more) {
    try {
      MessageDigest digest = (MessageDigest) zeros.clone();
      return "sha256:" + HexFormat.of().formatHex(digest.digest(new byte[more]));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The JDK's own can be cloned", e);
    }
  }

  /**
   * Copies once.
   *
   * @param arguments how many layers, and of how many MiB
   */
  public static void main(String[] arguments) throws Exception {
    new LargeCopy(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run();
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
        System.out.println(
            result.blobsCopied() + " blobs, " + arrived + " bytes, " + chunks + " chunks");
      } finally {
        source.stop(0);
        target.stop(0);
      }
    }
  }

  private void give(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Integer size = layers.get(path.substring(path.lastIndexOf('/') + 1));
    if (size != null) {
      giveZeros(exchange, size);
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
      case "PATCH" -> {
        takeBlob(exchange);
        chunks.incrementAndGet();
        exchange.getResponseHeaders().set("Location", "/up");
        exchange.sendResponseHeaders(202, -1);
      }
      case "PUT" -> {
        takeBlob(exchange);
        showTemporaryFiles();
        exchange.getResponseHeaders().set("Docker-Content-Digest", digestOf(exchange));
        exchange.sendResponseHeaders(201, -1);
      }
      default -> exchange.sendResponseHeaders(404, -1);
    }
  }

  private void takeBlob(HttpExchange exchange) throws IOException {
    long count = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    arrived.addAndGet(exchange.getRequestURI().getPath().equals("/up") ? count : 0);
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
    String listed =
        layers.entrySet().stream()
            .map(layer -> descriptor("x", layer.getKey(), layer.getValue()))
            .collect(Collectors.joining(","));
    return "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
        .formatted(
            descriptor("y", Hashing.digestOf(CONFIG, "sha256").value(), CONFIG.length), listed);
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
