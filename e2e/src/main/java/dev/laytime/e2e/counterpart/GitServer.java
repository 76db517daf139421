package dev.laytime.e2e.counterpart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Lets everybody read a directory's Git repositories over TLS; what answers is Git itself. */
public final class GitServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PASSWORD = "password";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path repositories;
  private final Path keys;

  private GitServer(HttpsServer server, Path repositories, Path keys) {
    this.server = server;
    this.repositories = repositories;
    this.keys = keys;
  }

  /**
   * Starts one; it ends with the workspace.
   *
   * @param address of this machine
   * @param repositories the directory that they are in
   */
  public static GitServer start(Workspace workspace, String address, Path repositories) {
    Path keys = workspace.directory("git-keys").resolve("keys.p12");
    var _ = workspace.run(keys(address, keys), PATIENCE).orThrow();
    try {
      HttpsServer server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
      GitServer git = workspace.keep(new GitServer(server, repositories, keys));
      server.createContext("/", git::answer);
      server.setExecutor(git.threads);
      server.start();
      return git;
    } catch (IOException e) {
      throw new UncheckedIOException("Listen on " + address, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Read " + keys, e);
    }
  }

  /** The URL of a repository, by its path in the directory. */
  public String url(String repository) {
    return "https://%s:%d/%s"
        .formatted(
            server.getAddress().getAddress().getHostAddress(),
            server.getAddress().getPort(),
            repository);
  }

  /** What makes a JVM trust it, and nobody else. */
  public Map<String, String> trust() {
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
            .formatted(keys, PASSWORD));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Command keys(String address, Path file) {
    return Command.of("keytool", Path.of(Checkout.java()).resolveSibling("keytool").toString())
        .with(List.of("-genkeypair", "-alias", "git", "-keyalg", "EC", "-dname", "CN=git"))
        .with(List.of("-ext", "san=ip:" + address, "-storepass", PASSWORD))
        .with(List.of("-keystore", file.toString()));
  }

  private static SSLContext tls(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }

  /** As any server with CGI asks it. */
  private void answer(HttpExchange exchange) throws IOException {
    Path body = Files.createTempFile(keys.getParent(), "request", "");
    try (exchange) {
      try (OutputStream file = Files.newOutputStream(body)) {
        exchange.getRequestBody().transferTo(file);
      }
      Process git = backend(exchange, body).start();
      try (InputStream said = new BufferedInputStream(git.getInputStream())) {
        int status = 200;
        for (String line = line(said); !line.isEmpty(); line = line(said)) {
          String[] header = line.split(": *", 2);
          if (header[0].equals("Status")) {
            status = Integer.parseInt(header[1].substring(0, 3));
          } else {
            exchange.getResponseHeaders().set(header[0], header[1]);
          }
        }
        exchange.sendResponseHeaders(status, 0);
        said.transferTo(exchange.getResponseBody());
      } finally {
        git.destroy();
      }
    } finally {
      Files.delete(body);
    }
  }

  private ProcessBuilder backend(HttpExchange exchange, Path body) {
    ProcessBuilder git = new ProcessBuilder("git", "http-backend");
    git.redirectInput(body.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> variables = git.environment();
    variables.put("GIT_PROJECT_ROOT", repositories.toString());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", exchange.getRequestURI().getPath());
    variables.put(
        "QUERY_STRING", Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
    variables.put("CONTENT_LENGTH", Long.toString(body.toFile().length()));
    header(exchange, "Content-Type", "CONTENT_TYPE", variables);
    header(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", variables);
    header(exchange, "Git-Protocol", "GIT_PROTOCOL", variables);
    return git;
  }

  private static void header(
      HttpExchange exchange, String name, String variable, Map<String, String> variables) {
    String value = exchange.getRequestHeaders().getFirst(name);
    if (value != null) {
      variables.put(variable, value);
    }
  }

  private static String line(InputStream said) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = said.read(); next >= 0 && next != '\n'; next = said.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
