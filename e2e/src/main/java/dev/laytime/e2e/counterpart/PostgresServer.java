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

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Makes a user with a database of the same name, who is asked for the password. */
  public void user(String name, String password) {
    ask("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, password));
    ask("CREATE DATABASE %s OWNER %s".formatted(name, name));
    Path rules = data.resolve("pg_hba.conf");
    try {
      String rule = "host %s %s 127.0.0.1/32 scram-sha-256\n".formatted(name, name);
      Files.writeString(rules, rule + Files.readString(rules));
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + rules, e);
    }
    ask("SELECT pg_reload_conf()");
  }

  /** All that its tables hold, as SQL. */
  public String dump() {
    return dump("postgres");
  }

  /** The same of a database. */
  public String dump(String database) {
    return workspace.run(asUser("pg_dump", "--inserts", address(database)), START).orThrow();
  }

  /** Bars a table: whoever reads or writes it waits from here on. */
  public Bar bar(String table) {
    Child holder =
        workspace.startNumbered(
            asUser(
                "psql",
                "--single-transaction",
                "--command=LOCK TABLE " + table,
                "--command=\\! sleep 600",
                address()));
    Bar bar = new Bar(this, table, holder);
    Await.until(table + " is barred", START, () -> bar.locks("granted") == 1);
    return bar;
  }

  /**
   * A lock on a table, held until it is closed.
   *
   * @param holder the session that has it
   */
  public record Bar(PostgresServer server, String table, Child holder) implements AutoCloseable {

    /** Whether somebody waits before it. */
    public boolean stopsSomebody() {
      return locks("NOT granted") > 0;
    }

    private int locks(String which) {
      return Integer.parseInt(
          server.ask(
              "SELECT count(*) FROM pg_locks WHERE relation = '%s'::regclass AND %s"
                  .formatted(table, which)));
    }

    @Override
    public void close() {
      holder.close();
    }
  }

  private String ask(String query) {
    return workspace
        .run(asUser("psql", "--tuples-only", "--command=" + query, address()), START)
        .orThrow();
  }

  private String address() {
    return address("postgres");
  }

  private String address(String database) {
    return "postgresql://%s@%s/%s".formatted(USER, Loopback.address(port), database);
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
