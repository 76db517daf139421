package dev.laytime.worker.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.laytime.worker.startup.RefusedToStartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** The connections to the ledger's database, and its tables in this release's form. */
final class Database implements AutoCloseable {

  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** Every commit is written at once: what an activity has reported must survive a SIGKILL. */
  private static final String H2_DURABLE =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

  private static final int MOST_CONNECTIONS = 10;

  /** So long a caller waits for a connection. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HikariDataSource connections;

  private Database(HikariDataSource connections) {
    this.connections = connections;
  }

  static Database open(
      String url, @Nullable String username, @Nullable String password, Duration patience) {
    HikariDataSource connections = null;
    try {
      connections = new HikariDataSource(settings(url, username, password, patience));
      migrate(connections, url);
      return new Database(connections);
    } catch (RuntimeException e) {
      throw refused(url, connections, e);
    }
  }

  static String fileIn(Path stateDirectory) {
    String file = stateDirectory.toAbsolutePath().normalize().resolve("ledger").toString();
    if (file.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          "The state directory '%s' has a ';' in its name, which no database URL can have"
              .formatted(stateDirectory));
    }
    return H2 + "file:" + file;
  }

  DataSource connections() {
    return connections;
  }

  private static HikariConfig settings(
      String url, @Nullable String username, @Nullable String password, Duration patience) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("ledger");
    settings.setMaximumPoolSize(MOST_CONNECTIONS);
    settings.setConnectionTimeout(patience.toMillis());
    settings.setJdbcUrl(url.startsWith(H2) ? url + H2_DURABLE : url);
    if (username != null) {
      settings.setUsername(username);
    }
    if (password != null) {
      settings.setPassword(password);
    }
    if (url.startsWith(POSTGRESQL)) {
      // A peer that is gone without a word must not hold an activity for longer than this.
      settings.addDataSourceProperty("connectTimeout", "5");
      settings.addDataSourceProperty("socketTimeout", "90");
      settings.addDataSourceProperty("tcpKeepAlive", "true");
      settings.addDataSourceProperty("reWriteBatchedInserts", "true");
      settings.addDataSourceProperty("ApplicationName", "laytime");
    }
    return settings;
  }

  private static void migrate(DataSource connections, String url) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(connections)
        .locations("classpath:dev/laytime/worker/ledger/migration")
        .placeholders(Map.of("bytes", url.startsWith(H2) ? "BLOB" : "BYTEA"))
        .table("ledger_history")
        .load()
        .migrate();
  }

  private static RefusedToStartException refused(
      String url, @Nullable HikariDataSource connections, RuntimeException e) {
    if (connections != null) {
      connections.close();
    }
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
    return new RefusedToStartException(
        "open the ledger " + bare(url),
        String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString()),
        "look at laytime.ledger: url, username and password-file, and whether the database runs;"
            + " a file database has one worker at a time",
        e);
  }

  /** Without what follows the database's name: a password may stand there. */
  private static String bare(String url) {
    int end = url.indexOf(url.startsWith(H2) ? ';' : '?');
    return end < 0 ? url : url.substring(0, end);
  }

  @Override
  public void close() {
    connections.close();
  }
}
