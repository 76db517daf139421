package dev.laytime.worker.process;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where this worker keeps what it must find again; no other worker uses it meanwhile. */
public final class StateDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  private StateDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a directory, and makes it where there is none.
   *
   * @throws RefusedToStartException if it cannot be written, or another worker has it
   */
  public static StateDirectory take(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel lock =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lock)) {
        lock.close();
        throw refused(path, "another worker uses it", null);
      }
      return new StateDirectory(path, lock);
    } catch (IOException e) {
      throw refused(path, e.toString(), e);
    }
  }

  /** The directory, absolute. */
  public Path path() {
    return path;
  }

  /** Lets others have it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  private static RefusedToStartException refused(Path path, String why, @Nullable Throwable cause) {
    return new RefusedToStartException(
        "use the state directory " + path, why, "choose another with --laytime.state=DIR", cause);
  }
}
