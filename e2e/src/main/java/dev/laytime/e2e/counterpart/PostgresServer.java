package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server as Debian has it. It does not run as root, so its data lies elsewhere. */
public final class PostgresServer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(1);
  private static final String USER = "postgres";

  /** Debian keeps one directory a version. */
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Workspace workspace;
  private final Path data;
  private final int port;
  private Child process;

  private PostgresServer(Workspace workspace, Path data, int port) {
    this.workspace = workspace;
    this.data = data;
    this.port = port;
    this.process = launch();
  }

  /** Starts an empty one that ends with the workspace. */
  public static PostgresServer start(Workspace workspace) {
    Path data = madeFor(USER, workspace);
    workspace.run(asUser("initdb", "--auth=trust", "--pgdata=" + data), START).orThrow();
    PostgresServer server =
        workspace.keep(new PostgresServer(workspace, data, Loopback.freePort()));
    server.awaitReady();
    return server;
  }

  /** Where it is, for JDBC. */
  public String url() {
    return "jdbc:postgresql://%s/postgres?user=%s".formatted(Loopback.address(port), USER);
  }

  /** All that its tables hold, as SQL. */
  public String dump() {
    String url = "postgresql://%s@%s/postgres".formatted(USER, Loopback.address(port));
    return workspace.run(asUser("pg_dump", "--inserts", url), START).orThrow();
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.cutPower();
  }

  /** Starts it again on the same data and port. */
  public void startAgain() {
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    process.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Remove " + data, e);
    }
  }

  private Child launch() {
    return workspace.startNumbered(
        asUser(
            "postgres",
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories="));
  }

  private void awaitReady() {
    Await.until(
        "PostgreSQL answers on " + Loopback.address(port),
        START,
        () ->
            workspace
                    .run(
                        asUser("pg_isready", "-q", "-h", "127.0.0.1", "-p", Integer.toString(port)),
                        START)
                    .exitCode()
                == 0);
  }

  private static Path madeFor(String user, Workspace workspace) {
    try {
      Path directory = Files.createTempDirectory("laytime-postgres-");
      workspace.run(Command.of("chown", "chown", user, directory.toString()), START).orThrow();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("Make a directory for PostgreSQL", e);
    }
  }

  private static Command asUser(String program, String... arguments) {
    return Command.of(program, "runuser", "-u", USER, "--", binary(VERSIONS, program))
        .with(List.of(arguments))
        .in(Path.of("/"));
  }

  /**
   * A program of the newest version.
   *
   * @throws IllegalStateException if there is none
   */
  static String binary(Path versions, String name) {
    try (Stream<Path> all = Files.list(versions)) {
      return all.map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.naturalOrder())
          .map(Path::toString)
          .orElseThrow(() -> Checkout.missing("psql"));
    } catch (NoSuchFileException e) {
      throw Checkout.missing("psql");
    } catch (IOException e) {
      throw new UncheckedIOException("Look for PostgreSQL in " + versions, e);
    }
  }
}
