package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.RawServer.Handler;
import dev.laytime.activities.registry.copy.RawServer.Request;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A program that runs into registries which answer with too much of something, each by its name. It
 * prints what came of each, and after how many requests.
 */
final class Excesses {

  private static final int MIB = 1024 * 1024;
  private static final String JSON = "application/json";
  private static final Tag TAG = new Tag("1");
  private static final Digest SOME = Digest.of("sha256", "ab".repeat(32));
  private static final Descriptor BLOB = new Descriptor("x", digest("{}"), 2, null);

  private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}");

  private final List<Excess> all = new ArrayList<>();

  private record Excess(String name, Handler handler, AtRegistry attempt) {}

  /** What runs into it. */
  private interface AtRegistry {
    Object run(RegistryClient client, Repository app) throws Exception;
  }

  /** The same, in one repository. */
  private interface Attempt {
    Object run(RemoteRepository app) throws Exception;
  }

  private Excesses() {
    manifests();
    indexes();
    referrers();
    listings();
    catalogs();
    heads();
    bodies();
  }

  /** Runs into all of them. */
  public static void main(String[] arguments) throws Exception {
    for (Excess excess : new Excesses().all) {
      System.out.println(excess.name() + " | " + outcome(excess));
    }
  }

  private static String outcome(Excess excess) throws Exception {
    try (RawServer server = new RawServer(excess.handler());
        RegistryClient client =
            new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE))) {
      Repository app = Repository.parse(server.address() + "/app");
      String outcome;
      try {
        outcome = String.valueOf(excess.attempt().run(client, app));
      } catch (RegistryException e) {
        outcome = e.type() + ": " + e.said();
      }
      return DIGEST.matcher(outcome).replaceAll("D").replace(server.address(), "it")
          + " | "
          + server.requests();
    }
  }

  private void add(String name, Handler handler, Attempt attempt) {
    all.add(new Excess(name, handler, (client, app) -> attempt.run(client.target(app))));
  }

  private void manifests() {
    add(
        "a manifest of a gibibyte",
        request -> {
          request.say(ok(MediaTypes.OCI_MANIFEST) + "Content-Length: 1073741824\r\n\r\n");
          request.sayForEver("{\"config\": 1} ");
        },
        app -> app.fetch(SOME));
    add("a manifest without end", endless(ok(MediaTypes.OCI_MANIFEST)), app -> app.get(TAG));
    add("a manifest that is compressed from a gibibyte", Excesses::bomb, app -> app.fetch(SOME));
    addDocument("a manifest of only depth", "[".repeat(4 * MIB));
    addDocument("a manifest of a long number", "{\"size\":" + "9".repeat(4_000_000) + "}");
    addDocument("a manifest of empty objects", index("{},".repeat(1_390_000) + "{}"));
  }

  private void addDocument(String name, String document) {
    add(name, documents(document), app -> copy(app, digest(document), false));
  }

  private static void bomb(Request request) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(new byte[16 * MIB]);
    }
    request.answer(
        ok(MediaTypes.OCI_MANIFEST) + "Content-Encoding: gzip\r\n",
        member.toString(StandardCharsets.ISO_8859_1).repeat(64));
  }

  private void indexes() {
    add(
        "an index of a million children",
        request -> {
          request.say(ok(MediaTypes.OCI_INDEX) + "Connection: close\r\n\r\n{\"manifests\":[");
          String thousand = children(0, 1000);
          for (int i = 0; i < 1000; i++) {
            request.say(thousand + ",");
          }
        },
        app -> copy(app, SOME, false));
    addDocument("an index of 10,001 children", index(children(0, 10_001)));
    add(
        "an index of itself",
        request -> request.answer(ok(MediaTypes.OCI_INDEX), index(child(SOME))),
        app -> copy(app, SOME, false));
    List<String> levels = new ArrayList<>(List.of(index("")));
    for (int i = 1; i < 20; i++) {
      levels.add(index(descriptor(MediaTypes.OCI_INDEX, digest(levels.getLast()))));
    }
    add(
        "indexes within indexes",
        documents(levels.toArray(String[]::new)),
        app -> copy(app, digest(levels.getLast()), false));
    String[] images = new String[5];
    for (int i = 0; i < 4; i++) {
      images[i] =
          "{\"config\":%s,\"layers\":[%s]}"
              .formatted(descriptor("x", SOME), children(i * 26_000, i * 26_000 + 26_000));
    }
    images[4] =
        index(
            IntStream.range(0, 4)
                .mapToObj(i -> child(digest(images[i])))
                .collect(Collectors.joining(",")));
    add(
        "an index of images of 104,000 layers",
        documents(images),
        app -> copy(app, digest(images[4]), false));
  }

  private void referrers() {
    String[] images =
        IntStream.range(0, 20)
            .mapToObj(i ->
                "{\"config\":%s,\"layers\":[],\"annotations\":{\"number\":\"%d\"}}"
                    .formatted(descriptor("x", BLOB.digest()), i))
            .toArray(String[]::new);
    Handler there = documents(images);
    add(
        "referrers of referrers",
        request -> {
          for (int i = 1; i < images.length; i++) {
            if (request.target().endsWith("/referrers/" + digest(images[i - 1]))) {
              request.answer(ok(MediaTypes.OCI_INDEX), index(child(digest(images[i]))));
              return;
            }
          }
          there.answer(request);
        },
        app -> copy(app, digest(images[0]), true));
    add(
        "referrers in a circle",
        request -> {
          if (request.target().contains("/referrers/")) {
            request.answer(
                ok(MediaTypes.OCI_INDEX),
                index(child(digest(images[0])) + "," + child(digest(images[1]))));
          } else {
            there.answer(request);
          }
        },
        app -> copy(app, digest(images[0]), true));
    add(
        "10,001 referrers",
        request -> {
          int page = page(request);
          answerPage(
              request, MediaTypes.OCI_INDEX, index(children(page * 6000, (page + 1) * 6000)));
        },
        app -> app.referrers(SOME));
    add(
        "10,001 referrers under a fallback tag",
        request -> {
          if (request.target().contains("/referrers/")) {
            request.answer("HTTP/1.1 404 No\r\n", "");
          } else if (request.target().endsWith("sha256-" + digest(images[0]).hex())) {
            request.answer(ok(MediaTypes.OCI_INDEX), index(children(0, 10_001)));
          } else {
            there.answer(request);
          }
        },
        app -> copy(app, digest(images[0]), true));
    add(
        "pages without referrers",
        pages(MediaTypes.OCI_INDEX, index("")),
        app -> app.referrers(SOME));
  }

  private void listings() {
    add(
        "tags without end",
        request -> {
          int first = page(request) * 5000;
          String tags =
              IntStream.range(first, first + 5000)
                  .mapToObj(i -> "\"t" + i + "\"")
                  .collect(Collectors.joining(","));
          answerPage(request, JSON, "{\"tags\":[" + tags + "]}");
        },
        RemoteRepository::tags);
    add("pages without tags", pages(JSON, "{\"tags\":[]}"), RemoteRepository::tags);
    add("one page under many names", pages(JSON, "{\"tags\":[\"a\"]}"), RemoteRepository::findTags);
    add(
        "a listing that goes on with itself",
        request ->
            request.answer(
                ok(JSON) + "Link: </v2/app/tags/list>; rel=next\r\n", "{\"tags\":[\"a\"]}"),
        RemoteRepository::tags);
    add(
        "a listing in a circle",
        request -> {
          int next = page(request) % 2 + 1;
          request.answer(
              ok(JSON) + "Link: <?page=%d>; rel=next\r\n".formatted(next),
              "{\"tags\":[\"t%d\"]}".formatted(next));
        },
        RemoteRepository::tags);
    add("a page of tags without end", endless(ok(JSON)), RemoteRepository::tags);
    add(
        "a page of a million small tags",
        request ->
            request.answer(ok(JSON), "{\"tags\":[%s\"a\"]}".formatted("\"a\",".repeat(1_040_000))),
        RemoteRepository::tags);
  }

  private void catalogs() {
    addCatalog("a page of a catalog without end", endless(ok(JSON)));
    addCatalog("pages without repositories", pages(JSON, "{\"repositories\":[]}"));
    addCatalog(
        "a page of a million small names",
        request ->
            request.answer(
                ok(JSON), "{\"repositories\":[%s\"a\"]}".formatted("\"a\",".repeat(1_040_000))));
  }

  private void addCatalog(String name, Handler handler) {
    all.add(
        new Excess(
            name,
            handler,
            (client, app) ->
                client.catalog(app.registry()).list(() -> {}).map(List::size).orElseThrow()));
  }

  private void heads() {
    add(
        "a header of a megabyte",
        request -> request.answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(MIB) + "\r\n", "{}"),
        app -> app.find(TAG));
    add("a header without end", begins("HTTP/1.1 200 OK\r\nX: ", "x"), app -> app.find(TAG));
    add("headers without end", begins("HTTP/1.1 200 OK\r\n", "X: x\r\n"), app -> app.find(TAG));
    add("a status without end", begins("HTTP/1.1 200 ", "O"), app -> app.find(TAG));
    add(
        "trailers without end",
        begins(
            ok(MediaTypes.OCI_MANIFEST) + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
            "X: x\r\n"),
        app -> app.get(TAG));
    add(
        "a size of a chunk without end",
        begins(ok(MediaTypes.OCI_MANIFEST) + "Transfer-Encoding: chunked\r\n\r\n", "0"),
        app -> app.get(TAG));
  }

  private void bodies() {
    add("an error without end", endless("HTTP/1.1 500 No\r\n"), app -> app.get(TAG));
    add(
        "a token without end",
        request -> {
          if (request.target().startsWith("/token")) {
            endless(ok(JSON)).answer(request);
          } else {
            request.answer(
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"http://127.0.0.1:%d/token\"\r\n"
                    .formatted(request.socket().getLocalPort()),
                "");
          }
        },
        app -> app.find(TAG));
    add(
        "a blob without end",
        begins(ok("x") + "Connection: close\r\n\r\n{}", "x"),
        app -> {
          try (InputStream blob = app.open(BLOB)) {
            return blob.readAllBytes().length;
          }
        });
    add(
        "an answer to an upload without end",
        request -> {
          var _ = request.read();
          if (request.method().equals("POST")) {
            request.answer("HTTP/1.1 202 Go on\r\nLocation: /up\r\n", "");
          } else {
            endless("HTTP/1.1 201 Created\r\n").answer(request);
          }
        },
        app -> {
          app.write(BLOB, new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
          return "written";
        });
  }

  private static String copy(RemoteRepository app, Digest image, boolean referrers)
      throws Exception {
    LayoutStore layout = LayoutStore.existingOrNew(Files.createTempDirectory("layout"));
    return new ClosureCopy(app, layout, new Turns(), new CopyTracker())
            .run(new ClosureCopy.Selection(image, List.of(), referrers, TAG, null))
            .manifestsCopied()
        + " manifests";
  }

  /** Manifests and indexes by their digests, and one blob. */
  private static Handler documents(String... documents) {
    return request -> {
      for (String document : documents) {
        if (request.target().endsWith(digest(document).value())) {
          boolean index = document.startsWith("{\"manifests\"");
          request.answer(ok(index ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST), document);
          return;
        }
      }
      boolean blob = request.target().endsWith(BLOB.digest().value());
      request.answer(blob ? ok("x") : "HTTP/1.1 404 No\r\n", blob ? "{}" : "");
    };
  }

  private static Handler pages(String type, String content) {
    return request -> answerPage(request, type, content);
  }

  private static void answerPage(Request request, String type, String content) throws IOException {
    request.answer(
        ok(type) + "Link: <?page=%d>; rel=next\r\n".formatted(page(request) + 1), content);
  }

  private static int page(Request request) {
    int at = request.target().indexOf("page=");
    return at < 0 ? 0 : Integer.parseInt(request.target().substring(at + 5));
  }

  private static Handler endless(String head) {
    return begins(head + "Transfer-Encoding: chunked\r\n\r\n", "2\r\n  \r\n");
  }

  private static Handler begins(String beginning, String forEver) {
    return request -> {
      request.say(beginning);
      request.sayForEver(forEver);
    };
  }

  private static String ok(String type) {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n";
  }

  private static String index(String children) {
    return "{\"manifests\":[" + children + "]}";
  }

  private static String children(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> child(number(i)))
        .collect(Collectors.joining(","));
  }

  private static String child(Digest digest) {
    return descriptor(MediaTypes.OCI_MANIFEST, digest);
  }

  private static String descriptor(String mediaType, Digest digest) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2}".formatted(mediaType, digest);
  }

  private static Digest number(int i) {
    return Digest.of("sha256", "%064x".formatted(i));
  }

  private static Digest digest(String document) {
    return Hashing.digestOf(document.getBytes(StandardCharsets.UTF_8), "sha256");
  }
}
