package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.activities.source.GitCache;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.PulsedWork;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Writes to one target; one write after the other uses its cache. */
final class GitWriter {

  private static final int ATTEMPTS = 12;
  private static final long LONGEST_PAUSE_MILLIS = 3000;

  private final GitTargetSettings settings;
  private final GitAccess remote;
  private final InstantSource clock;
  private final Semaphore turn = new Semaphore(1, true);

  GitWriter(GitTargetSettings settings, GitProxies proxies, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.remote =
        settings.place().access(settings.cache().resolve("ssh"), settings.most(), proxies);
  }

  /**
   * Writes an image, however often others are quicker.
   *
   * @param later what moved since the order did, for people; empty for nothing. Asked right before
   *     each push
   * @param pulse called once a second while that takes time; what it throws ends it
   * @throws dev.laytime.usage.FileTree.UnreadableException with the reason as its cause
   */
  GitWriteResult write(
      GitWriteRequest request, WrittenImage image, Supplier<String> later, Runnable pulse) {
    Abandoned abandoned = new Abandoned();
    return new PulsedWork(pulse, settings.patience())
        .run(
            "write to " + settings.identity(),
            abandoned,
            () -> {
              turn.acquire();
              try {
                return write(request, image, later, abandoned);
              } finally {
                turn.release();
              }
            });
  }

  /**
   * What would be changed, as lines of a diff; nothing is pushed.
   *
   * @throws dev.laytime.usage.FileTree.UnreadableException with the reason as its cause
   */
  List<String> plan(WrittenImage image) {
    Abandoned abandoned = new Abandoned();
    return new PulsedWork(() -> {}, settings.patience())
        .run(
            "read " + settings.identity(),
            abandoned,
            () -> {
              turn.acquire();
              try {
                return inCache(abandoned, attempt -> attempt.plan(image));
              } finally {
                turn.release();
              }
            });
  }

  private GitWriteResult write(
      GitWriteRequest request, WrittenImage image, Supplier<String> later, Abandoned abandoned)
      throws IOException, InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<GitWriteResult> written =
          inCache(abandoned, once -> once.write(request, image, later));
      if (written.isPresent()) {
        return written.get();
      }
      abandoned.failIfSo();
      long longest = Math.min(LONGEST_PAUSE_MILLIS, 50L << attempt);
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest));
    }
    throw new GitWriteException(
        FailureType.UNAVAILABLE,
        "others wrote to the branch %d times before us".formatted(ATTEMPTS),
        "it is tried again later; see who writes so often");
  }

  private <T> T inCache(Abandoned abandoned, Step<T> step) throws IOException {
    GitCache cache = new GitCache(settings.cache().resolve("objects"));
    cache.discardIfWorn(settings.most());
    try {
      return with(cache.directory(), abandoned, step);
    } catch (GitWriteException e) {
      throw e;
    } catch (IOException e) {
      if (abandoned.isSo() || !GitCache.isDamage(e)) {
        throw e;
      }
      cache.discard();
      return with(cache.directory(), abandoned, step);
    }
  }

  private <T> T with(Path directory, Abandoned abandoned, Step<T> step) throws IOException {
    Files.createDirectories(directory);
    try (Repository repository =
        new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build()) {
      if (!Files.exists(directory.resolve("HEAD"))) {
        repository.create(true);
      }
      return step.with(new GitAttempt(settings, remote, repository, clock, abandoned));
    }
  }

  /** What is done with the cache. */
  private interface Step<T> {
    T with(GitAttempt attempt) throws IOException;
  }
}
