package dev.laytime.starter.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Why;
import dev.laytime.starter.output.Json;
import dev.laytime.view.WhyView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worker and its registry that do what a life shall do, but for one lie. Time passes by a second
 * whenever somebody asks why.
 */
public final class FakeHarbour implements AutoCloseable {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int GRACE = 4;
  private static final int QUARANTINE = 5;

  /** In what it is not as it should be. */
  public enum Lie {
    NONE,
    ALREADY_THERE,
    NEVER_NAMED,
    NAMED_BY_SOMETHING_ELSE,
    NEVER_COPIED,
    OTHER_BYTES,
    A_BLOB_LOST,
    A_CHILD_LOST,
    TAG_STAYS_IN_QUARANTINE,
    CONTENT_GONE_IN_QUARANTINE,
    GRACE_CUT_SHORT,
    NOT_RESTORED,
    QUARANTINE_CUT_SHORT,
    NOT_DELETED,
    A_CHILD_LEFT,
    NO_PROOF,
    ANOTHER_OBITUARY,
    NO_STORY,
    THE_OTHER_GONE,
    UPSTREAM_GONE
  }

  private final HttpServer server;
  private final Path manifests;
  private final Path layouts;
  private final Lie lie;
  private final Map<String, Digest> tags = new HashMap<>();
  private final Map<String, Set<Digest>> held = new HashMap<>();
  private final List<Event> story = new ArrayList<>();
  private final Digest shop;
  private final Digest keeper;

  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private String state = "";
  private @Nullable Instant deadline;
  private @Nullable Obituary obituary;

  /** Serves below a directory, on a free port. */
  public FakeHarbour(Path directory, Lie lie) throws IOException {
    this.lie = lie;
    this.manifests = Files.createDirectories(directory.resolve("manifests"));
    this.layouts = directory.resolve("layouts");
    this.shop = write("shop");
    this.keeper = write("keeper");
    push("upstream/shop", shop);
    push("upstream/keeper", keeper);
    push("demo/keeper", keeper);
    if (lie == Lie.ALREADY_THERE) {
      push("demo/shop", shop);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/info", exchange -> send(exchange, OK, info()));
    server.createContext("/api/v1/why", this::why);
    server.createContext("/v2/", this::registry);
    server.start();
  }

  /** Host and port, of both. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void why(HttpExchange exchange) throws IOException {
    String image = URI.create(exchange.getRequestURI().toString()).getQuery().substring(6);
    now = now.plusSeconds(1);
    if (image.endsWith("/demo/keeper:1")) {
      WhyView.OneLife life =
          life(image, why(image, "PRESENT", keeper, null), List.of(), List.of(), null);
      send(exchange, OK, Json.line(new WhyView(image, List.of(life))));
      return;
    }
    live(image);
    if (state.isEmpty()) {
      send(exchange, NOT_FOUND, "{\"detail\":\"nobody knows it\"}");
      return;
    }
    Why why = obituary == null ? why(image, state, shop, deadline) : null;
    send(
        exchange,
        OK,
        Json.line(
            new WhyView(
                image, List.of(life(image, why, words(image), List.copyOf(story), obituary)))));
  }

  private void live(String image) throws IOException {
    boolean named = named(image);
    switch (state) {
      case "" -> {
        if (named) {
          become("WANTED", "first seen", null);
        }
      }
      case "WANTED" -> {
        if (lie != Lie.NEVER_COPIED) {
          copy();
          become("PRESENT", "copied: " + shop, null);
        }
      }
      case "PRESENT" -> {
        if (!named) {
          become("UNUSED", "no source names it any more", now.plusSeconds(GRACE));
        }
      }
      case "UNUSED" -> {
        if (!now.isBefore(at(deadline)) || lie == Lie.GRACE_CUT_SHORT) {
          quarantine();
        }
      }
      case "QUARANTINED" -> {
        if (named) {
          restore();
        } else if (!now.isBefore(at(deadline)) || (lie == Lie.QUARANTINE_CUT_SHORT && isSecond())) {
          delete(image);
        }
      }
      default -> {}
    }
  }

  private void copy() {
    push("demo/shop", lie == Lie.OTHER_BYTES ? keeper : shop);
    held("demo/shop").removeIf(digest -> lie == Lie.A_BLOB_LOST && isBlob(digest));
    if (lie == Lie.A_CHILD_LOST) {
      held("demo/shop").remove(content(shop).manifests().getLast());
    }
  }

  private void quarantine() {
    if (lie != Lie.TAG_STAYS_IN_QUARANTINE) {
      tags.remove("demo/shop:1");
    }
    if (lie == Lie.CONTENT_GONE_IN_QUARANTINE) {
      held("demo/shop").remove(shop);
    }
    become("QUARANTINED", "quarantined " + shop, now.plusSeconds(QUARANTINE));
  }

  private void restore() {
    if (lie != Lie.NOT_RESTORED) {
      push("demo/shop", shop);
    }
    become("PRESENT", "restored: " + shop, null);
  }

  private void delete(String image) {
    if (lie != Lie.NOT_DELETED) {
      Content content = content(shop);
      held("demo/shop").remove(shop);
      content.manifests().forEach(held("demo/shop")::remove);
      if (lie == Lie.A_CHILD_LEFT) {
        held("demo/shop").add(content.manifests().getFirst());
      }
    }
    if (lie == Lie.THE_OTHER_GONE) {
      tags.remove("demo/keeper:1");
    }
    if (lie == Lie.UPSTREAM_GONE) {
      tags.remove("upstream/shop:1");
    }
    become("DELETED", "deleted " + shop, null);
    if (lie == Lie.NO_STORY) {
      story.removeIf(event -> event.state().equals("UNUSED"));
    }
    obituary =
        new Obituary(
            image,
            lie == Lie.ANOTHER_OBITUARY ? keeper : shop,
            now,
            "deleted",
            lie == Lie.NO_PROOF ? List.of() : List.of("manifests: not named in scan 9"),
            2048);
  }

  private boolean isSecond() {
    return story.stream().filter(event -> event.state().equals("QUARANTINED")).count() > 1;
  }

  private void become(String label, String text, @Nullable Instant until) {
    state = label;
    deadline = until;
    story.add(new Event(1, story.size() + 1L, now, label, text));
  }

  private boolean named(String image) throws IOException {
    Path file = manifests.resolve("shop.yaml");
    return lie != Lie.NEVER_NAMED
        && Files.exists(file)
        && Files.readString(file).contains("image: " + image + "\n");
  }

  private List<WhyView.SourceWord> words(String image) throws IOException {
    String who = lie == Lie.NAMED_BY_SOMETHING_ELSE ? "Pod x/y" : "Deployment shop/shop";
    return List.of(
        named(image)
            ? new WhyView.SourceWord(
                "manifests", "named", List.of(who + ", container shop (shop.yaml)"), now)
            : new WhyView.SourceWord("manifests", "not named", List.of(), now));
  }

  private static Why why(String image, String label, Digest digest, @Nullable Instant deadline) {
    return new Why(
        image,
        label,
        label.equals("WANTED") ? null : digest,
        "demo",
        null,
        null,
        List.of("it is " + label),
        deadline,
        deadline,
        List.of(),
        null,
        0,
        List.of());
  }

  private static WhyView.OneLife life(
      String image,
      @Nullable Why why,
      List<WhyView.SourceWord> words,
      List<Event> story,
      @Nullable Obituary obituary) {
    return new WhyView.OneLife(
        image, why, words, story, obituary == null ? List.of() : List.of(obituary));
  }

  private synchronized void registry(HttpExchange exchange) throws IOException {
    String[] parts = exchange.getRequestURI().getPath().substring("/v2/".length()).split("/", -1);
    String repository = parts[0] + "/" + parts[1];
    Digest digest =
        parts[3].startsWith("sha256:")
            ? new Digest(parts[3])
            : tags.get(repository + ":" + parts[3]);
    if (digest == null || !held(repository).contains(digest)) {
      send(exchange, NOT_FOUND, "{}");
      return;
    }
    byte[] bytes = blob(digest);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(OK, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private Digest write(String name) throws IOException {
    Path layout = layouts.resolve(name);
    new DemoImage(name).writeTo(layout, "1");
    String index = Files.readString(layout.resolve("index.json"));
    return new Digest(index.replaceAll("(?s).*\"digest\":\"([^\"]*)\".*", "$1"));
  }

  private void push(String repository, Digest digest) {
    Content content = content(digest);
    tags.put(repository + ":1", digest);
    held(repository).add(digest);
    held(repository).addAll(content.manifests());
    held(repository).addAll(content.blobs());
  }

  private Set<Digest> held(String repository) {
    return held.computeIfAbsent(repository, _ -> new HashSet<>());
  }

  private boolean isBlob(Digest digest) {
    return content(shop).blobs().contains(digest);
  }

  private Content content(Digest digest) {
    return Content.read(manifest(digest), this::manifest);
  }

  private Registry.Manifest manifest(Digest digest) {
    return new Registry.Manifest(digest, new String(blob(digest), StandardCharsets.UTF_8));
  }

  private byte[] blob(Digest digest) {
    for (String name : List.of("shop", "keeper")) {
      Path file = layouts.resolve(name).resolve("blobs/sha256").resolve(digest.hex());
      if (Files.exists(file)) {
        try {
          return Files.readAllBytes(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("nothing is " + digest);
  }

  private String info() {
    return """
    {"name":"laytime","version":"1","server":"http://%s",
     "temporal":{"address":"127.0.0.1:1","namespace":"default"},"embedded":true,
     "registry":"%s","taskQueues":["laytime"]}
    """
        .formatted(address(), address());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Instant at(@Nullable Instant instant) {
    return instant == null ? Instant.MAX : instant;
  }

  /** An image of this registry. */
  public Reference image(String path) {
    return Reference.parse(address() + "/" + path);
  }
}
