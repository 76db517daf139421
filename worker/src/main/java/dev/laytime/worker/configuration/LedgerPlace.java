package dev.laytime.worker.configuration;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the ledger's database is. */
public sealed interface LedgerPlace {

  /**
   * A database that people run.
   *
   * @param password null for none
   */
  record Server(String url, @Nullable String username, @Nullable String password)
      implements LedgerPlace {

    @Override
    public String toString() {
      return url;
    }
  }

  /** A file database in the worker's state directory, this worker's alone. */
  record InDirectory(Path directory) implements LedgerPlace {}

  /** In memory, for a worker that has nothing to remember. */
  record InMemory() implements LedgerPlace {}

  /**
   * By the configuration.
   *
   * @throws RefusedToStartException if a worker with something to manage would forget it, or the
   *     password cannot be read
   */
  static LedgerPlace of(LaytimeProperties properties) {
    Optional<String> url = properties.ledger().configuredUrl();
    if (url.isPresent()) {
      return new Server(url.get(), properties.ledger().username(), password(properties));
    }
    Optional<Path> state = properties.stateDirectory();
    if (state.isPresent()) {
      return new InDirectory(state.get().resolve("ledger"));
    }
    if (properties.manages()) {
      throw new RefusedToStartException(
          "manage stages and mirrors",
          "it is not said where to remember them",
          "set laytime.ledger.url to a PostgreSQL database, or laytime.state to a directory for a"
              + " single worker");
    }
    return new InMemory();
  }

  private static @Nullable String password(LaytimeProperties properties) {
    String file = properties.ledger().passwordFile();
    if (file == null) {
      return null;
    }
    Path path = properties.resolve(file);
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new RefusedToStartException(
          "read the ledger's password from " + path,
          e.toString(),
          "correct laytime.ledger.password-file",
          e);
    }
  }
}
