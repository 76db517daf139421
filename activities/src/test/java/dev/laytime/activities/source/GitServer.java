package dev.laytime.activities.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.PreUploadHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** A repository over smart HTTP, which may want a password or send its clients elsewhere. */
public final class GitServer implements AutoCloseable {

  private final HttpServer server;
  private final Repository repository;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private @Nullable String wanted;
  private @Nullable URI elsewhere;
  private @Nullable String closed;
  private Runnable beforePush = () -> {};

  public GitServer(Repository repository) throws IOException {
    this.repository = repository;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/r.git");
  }

  /** Lets in only those who send this header. */
  public void want(String authorization) {
    wanted = authorization;
  }

  /** Sends all clients to another repository. */
  void redirect(URI to) {
    elsewhere = to;
  }

  /** Does something right before each push is taken. */
  public void beforePush(Runnable action) {
    beforePush = action;
  }

  /** Lets nobody push to a branch. */
  public void close(String branch) {
    closed = "refs/heads/" + branch;
  }

  /** Every {@code Authorization} header that was received. */
  public List<String> authorizations() {
    return authorizations;
  }

  /** The id of every object that was fetched by its id or a ref's. */
  public List<String> asked() {
    return asked;
  }

  /** Where it can be asked as a proxy to every other server: it answers for them all. */
  int port() {
    return server.getAddress().getPort();
  }

  /** What a proxy was told: server, and login where there was one. */
  List<String> logins() {
    return logins;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization != null) {
        authorizations.add(authorization);
      }
      logins.add(
          exchange.getRequestURI().getHost()
              + " "
              + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
      String path = exchange.getRequestURI().getPath();
      if (elsewhere != null) {
        String rest = exchange.getRequestURI().toString().substring("/r.git".length());
        exchange.getResponseHeaders().set("Location", elsewhere + rest);
        exchange.sendResponseHeaders(302, -1);
      } else if (wanted != null && !wanted.equals(authorization)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (path.equals("/r.git/info/refs")) {
        advertise(exchange);
      } else if (path.equals("/r.git/git-receive-pack")) {
        receive(exchange);
      } else if (path.equals("/r.git/git-upload-pack")) {
        upload(exchange);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void advertise(HttpExchange exchange) throws IOException {
    if ("service=git-receive-pack".equals(exchange.getRequestURI().getQuery())) {
      OutputStream body = begin(exchange, "application/x-git-receive-pack-advertisement");
      body.write("001f# service=git-receive-pack\n0000".getBytes(StandardCharsets.US_ASCII));
      receivePack()
          .sendAdvertisedRefs(
              new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(body)));
      return;
    }
    OutputStream body = begin(exchange, "application/x-git-upload-pack-advertisement");
    body.write("001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.US_ASCII));
    uploadPack()
        .sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(body)));
  }

  private void upload(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream request = exchange.getRequestBody();
    OutputStream body = begin(exchange, "application/x-git-upload-pack-result");
    uploadPack().upload(zipped ? new GZIPInputStream(request) : request, body, null);
  }

  private void receive(HttpExchange exchange) throws IOException {
    beforePush.run();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream request = exchange.getRequestBody();
    OutputStream body = begin(exchange, "application/x-git-receive-pack-result");
    receivePack().receive(zipped ? new GZIPInputStream(request) : request, body, null);
  }

  private ReceivePack receivePack() {
    ReceivePack pack = new ReceivePack(repository);
    pack.setBiDirectionalPipe(false);
    pack.setPreReceiveHook((_, commands) ->
        commands.stream()
            .filter(command -> command.getRefName().equals(closed))
            .forEach(command ->
                command.setResult(
                    ReceiveCommand.Result.REJECTED_OTHER_REASON, "protected branch")));
    return pack;
  }

  private static OutputStream begin(HttpExchange exchange, String type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private UploadPack uploadPack() {
    UploadPack pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    pack.setPreUploadHook(new Asked());
    return pack;
  }

  private final class Asked implements PreUploadHook {

    @Override
    public void onBeginNegotiateRound(
        UploadPack pack, Collection<? extends ObjectId> wants, int offered) {
      wants.forEach(want -> asked.add(want.name()));
    }

    @Override
    public void onEndNegotiateRound(
        UploadPack pack,
        Collection<? extends ObjectId> wants,
        int common,
        int notFound,
        boolean ready) {}

    @Override
    public void onSendPack(
        UploadPack pack,
        Collection<? extends ObjectId> wants,
        Collection<? extends ObjectId> haves) {
      wants.forEach(want -> asked.add(want.name()));
    }
  }
}
