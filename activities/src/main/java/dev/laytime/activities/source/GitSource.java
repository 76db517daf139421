package dev.laytime.activities.source;

import dev.laytime.usage.FileTree;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A Git branch that is fetched each time it is opened; one tree of it is open at a time. */
public final class GitSource {

  private final GitSettings settings;
  private final GitRemote remote;
  private final Semaphore cache = new Semaphore(1);

  public GitSource(GitSettings settings, GitProxies proxies) {
    this.settings = settings;
    this.remote = new GitRemote(settings, proxies);
  }

  /**
   * The branch's tree as it is now. It must be closed.
   *
   * @param pulse called once a second while that takes time; what it throws ends the fetch
   * @throws FileTree.UnreadableException if the repository, the branch or the directory cannot be
   *     had
   */
  public FileTree open(Runnable pulse) {
    acquire(pulse);
    GitFetch fetch = new GitFetch(settings, remote, cache::release);
    return new PulsedWork(pulse, settings.patience())
        .run("fetch " + settings.identity(), fetch, fetch::run);
  }

  private void acquire(Runnable pulse) {
    long end = System.nanoTime() + settings.patience().toNanos();
    try {
      while (!cache.tryAcquire(1, TimeUnit.SECONDS)) {
        pulse.run();
        if (System.nanoTime() - end > 0) {
          throw failed("another scan of it has not ended", new IllegalStateException("busy"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("the worker is shutting down", e);
    }
  }

  private FileTree.UnreadableException failed(String said, Exception cause) {
    return new FileTree.UnreadableException("fetch " + settings.identity() + ": " + said, cause);
  }

  /** How long one answer of the other side may take. */
  static final Duration ANSWER = Duration.ofSeconds(30);
}
