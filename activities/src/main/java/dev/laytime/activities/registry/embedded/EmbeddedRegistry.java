package dev.laytime.activities.registry.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry in this process, for demonstrations, labs and tests. It listens on the loopback
 * interface only and speaks plain HTTP.
 *
 * <p>Each repository is an OCI image layout in {@code root/<repository>/}. One registry at a time
 * may serve a root; it is there again after a restart, but for uploads under way.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final HttpServer server;
  private final ExecutorService threads;
  private final Uploads uploads;
  private final Behaviours behaviours = new Behaviours();
  private final RequestLog requests = new RequestLog();

  private EmbeddedRegistry(Path root, int port, Time time) throws IOException {
    Repositories repositories = new Repositories(root);
    repositories.dropUncommitted(Instant.now());
    uploads = new Uploads(time);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", new HttpAdapter(chain(repositories, time)));
    server.start();
  }

  /**
   * Starts a registry.
   *
   * @param root where its repositories lie; made where it does not exist
   * @param port 0 for any free one
   */
  public static EmbeddedRegistry start(Path root, int port) throws IOException {
    return start(root, port, Time.SYSTEM);
  }

  /** The same, with a clock of one's own. */
  public static EmbeddedRegistry start(Path root, int port, Time time) throws IOException {
    return new EmbeddedRegistry(root, port, time);
  }

  /** Where it listens, as in {@code 127.0.0.1:8481}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** How it behaves; all of it may be changed at any time. */
  public Behaviours behaviours() {
    return behaviours;
  }

  /** What it was asked. */
  public RequestLog requests() {
    return requests;
  }

  /** Stops listening, cuts what is under way and drops unfinished uploads. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      uploads.endAll();
    } catch (IOException e) {
      throw new UncheckedIOException("Dropping unfinished uploads", e);
    }
  }

  private Handler chain(Repositories repositories, Time time) {
    Router router =
        new Router(
            new ManifestHandler(repositories, new ManifestRules(behaviours)),
            new BlobHandler(repositories),
            new UploadHandler(repositories, uploads, behaviours),
            new TagHandler(repositories),
            new ReferrerHandler(repositories, behaviours),
            new CatalogHandler(repositories));
    Handler collecting = new UntaggedCollector(behaviours, repositories, time, router);
    Handler authenticated = new Authentication(behaviours, new Tokens(time), collecting);
    Handler answering = Errors.answering(authenticated);
    return requests.around(new FaultInjection(behaviours, time, answering));
  }
}
