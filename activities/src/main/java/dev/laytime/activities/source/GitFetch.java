package dev.laytime.activities.source;

import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One fetch of one branch into a bare repository of its own: the newest commit only, no checkout.
 */
final class GitFetch implements PulsedWork.Abandonable {

  private static final String FETCHED = "refs/laytime/branch";

  private final GitSettings settings;
  private final GitRemote remote;
  private final Runnable release;
  private volatile boolean abandoned;
  private @Nullable GitTree handedOver;

  /**
   * A fetch.
   *
   * @param release done once, when neither this fetch nor its tree uses the cache any more
   */
  GitFetch(GitSettings settings, GitRemote remote, Runnable release) {
    this.settings = settings;
    this.remote = remote;
    this.release = release;
  }

  @Override
  public synchronized void abandon() {
    abandoned = true;
    if (handedOver != null) {
      handedOver.close();
    }
  }

  /** Fetches; must be run once, to its end, even if nobody waits for it any more. */
  GitTree run() throws IOException {
    boolean open = false;
    try {
      GitTree tree = fetch();
      open = true;
      return tree;
    } finally {
      if (!open) {
        release.run();
      }
    }
  }

  private GitTree fetch() throws IOException {
    GitCache cache = GitCache.of(settings);
    cache.discardIfWorn(settings.most());
    try {
      return open(cache.directory());
    } catch (IOException e) {
      if (abandoned || !GitCache.isDamage(e)) {
        throw unreadable(e);
      }
      cache.discard();
      return open(cache.directory());
    }
  }

  private GitTree open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Repository repository =
        new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
    boolean open = false;
    try {
      if (!Files.exists(directory.resolve("HEAD"))) {
        repository.create(true);
      }
      GitTree tree = GitTree.open(settings, repository, fetch(repository), release);
      handOver(tree);
      open = true;
      return tree;
    } finally {
      if (!open) {
        repository.close();
      }
    }
  }

  private synchronized void handOver(GitTree tree) throws IOException {
    if (abandoned) {
      throw new IOException("given up");
    }
    handedOver = tree;
  }

  private ObjectId fetch(Repository repository) throws IOException {
    try (Transport transport = remote.open(repository)) {
      transport.setDepth(1);
      String branch = "refs/heads/" + settings.branch();
      Ref head =
          transport
              .fetch(new Watched(), List.of(new RefSpec("+" + branch + ":" + FETCHED)))
              .getAdvertisedRef(branch);
      ObjectId commit = head == null ? null : head.getObjectId();
      if (commit == null) {
        throw new TransportException("there is no branch " + settings.branch());
      }
      return commit;
    }
  }

  private UnreadableException unreadable(IOException e) {
    String said = String.valueOf(e.getMessage());
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      said = said.contains(cause.getMessage() + "") ? said : said + " (" + cause.getMessage() + ")";
    }
    return new UnreadableException("fetch " + settings.identity() + ": " + said, e);
  }

  private final class Watched extends EmptyProgressMonitor {
    @Override
    public boolean isCancelled() {
      return abandoned;
    }
  }
}
