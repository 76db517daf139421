package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitCache;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/** A bare repository of fetched objects that can be had again; one at a time uses it. */
final class BareCache {

  /** In bytes: the largest object that is taken. */
  static final long LARGEST = 64L << 20;

  private final Path directory;
  private final long most;
  private final Semaphore turn = new Semaphore(1, true);

  /**
   * A cache.
   *
   * @param most bytes that it may hold before it is used, and that one fetch may bring
   */
  BareCache(Path directory, long most) {
    this.directory = directory;
    this.most = most;
  }

  /**
   * Does something with it; once more with an empty one where the cache is at fault.
   *
   * @throws BuildException if an object is sent that is too large
   */
  <T> T use(Watched watched, Use<T> use) throws IOException, InterruptedException {
    turn.acquire();
    try {
      GitCache cache = new GitCache(directory);
      cache.discardIfWorn(most);
      try {
        return once(use);
      } catch (IOException e) {
        if (watched.isCancelled() || !GitCache.isDamage(e)) {
          throw e;
        }
        cache.discard();
        return once(use);
      }
    } catch (IOException e) {
      if (SizedRepository.isTooLarge(e)) {
        throw tooLarge(e);
      }
      throw e;
    } finally {
      turn.release();
    }
  }

  /** Forgets what it holds, unless somebody uses it; whether it did. */
  boolean discard() throws IOException {
    if (!turn.tryAcquire()) {
      return false;
    }
    try {
      new GitCache(directory).discard();
      return true;
    } finally {
      turn.release();
    }
  }

  private static BuildException tooLarge(IOException e) {
    return new BuildException(
        BuildFailureKind.USER_ERROR,
        "the source has an object of more than %d bytes (%s)".formatted(LARGEST, e.getMessage()));
  }

  private <T> T once(Use<T> use) throws IOException {
    Files.createDirectories(directory);
    try (Repository repository = new SizedRepository(directory, LARGEST, most)) {
      if (!Files.exists(directory.resolve("HEAD"))) {
        repository.create(true);
        keepTidyOurselves(repository.getConfig());
      }
      return use.with(repository);
    }
  }

  /** Nothing is at work here in the background when it is discarded. */
  private static void keepTidyOurselves(StoredConfig config) throws IOException {
    config.setInt("gc", null, "auto", 0);
    config.setInt("gc", null, "autoPackLimit", 0);
    config.save();
  }

  /** What is done with it. */
  interface Use<T> {
    T with(Repository repository) throws IOException;
  }
}
