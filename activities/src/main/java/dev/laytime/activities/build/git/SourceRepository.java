package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.PulsedWork;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildRule;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRef;
import dev.laytime.build.Resolution;
import dev.laytime.build.ResolvedRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** A Git repository that images are built of: it is asked, never checked out. */
public final class SourceRepository {

  private final SourceSettings settings;
  private final GitAccess access;
  private final BareCache commits;
  private final BareCache files;

  public SourceRepository(SourceSettings settings, GitProxies proxies) {
    this.settings = settings;
    this.access =
        settings.place().guardedAccess(settings.cache().resolve("ssh"), settings.most(), proxies);
    this.commits = new BareCache(settings.cache().resolve("commits"), settings.most());
    this.files = new BareCache(settings.cache().resolve("files"), settings.most());
  }

  /**
   * Which commit is meant.
   *
   * @param candidates the first that is there counts, unless what is called like a commit is
   *     another one
   * @param allowed what may be built; nothing else is asked for
   * @param pulse called once a second while that takes time; what it throws ends it
   * @throws dev.laytime.usage.FileTree.UnreadableException if the server does not say, or with a
   *     {@link dev.laytime.build.BuildException} as its cause
   */
  public Resolution resolve(List<GitRef> candidates, AllowedRefs allowed, Runnable pulse) {
    return working(
        "ask",
        commits,
        pulse,
        (repository, watched) ->
            new RefSearch(settings.identity(), access, repository, allowed, watched)
                .first(candidates));
  }

  /**
   * Which of some commits another one does not come after, by the history of the branch or tag that
   * it was found on, as that is now: one that this has no more, and one that was moved to other
   * history, come after none.
   *
   * @param ref as it was resolved here
   * @param allowed what may be built; nothing else is asked for
   * @param pulse as above
   * @return one of them; empty where it comes after all
   * @throws dev.laytime.usage.FileTree.UnreadableException if the server does not say
   */
  public Optional<GitCommit> unrelated(
      ResolvedRef ref, List<GitCommit> before, AllowedRefs allowed, Runnable pulse) {
    return working(
        "ask",
        commits,
        pulse,
        (repository, watched) ->
            new Ancestry(access, repository, allowed, watched).unrelated(ref, before));
  }

  /**
   * Reads a commit's files; one at a time does.
   *
   * @param rule what may be built now
   * @param ref as it was resolved here
   * @param pulse as above
   * @throws dev.laytime.usage.FileTree.UnreadableException if the server does not give them, or
   *     with a {@link dev.laytime.build.BuildException} as its cause
   */
  public <T> T read(BuildRule rule, ResolvedRef ref, Runnable pulse, Reading<T> reading) {
    return working(
        "read",
        files,
        pulse,
        (repository, watched) -> read(rule, ref, repository, watched, reading));
  }

  /** Forgets what was fetched, but for what somebody uses now; it can be had again. */
  public boolean discard() throws IOException {
    boolean proofs = commits.discard();
    return files.discard() && proofs;
  }

  private <T> T working(String verb, BareCache cache, Runnable pulse, Work<T> work) {
    Watched watched = new Watched();
    return new PulsedWork(pulse, settings.patience())
        .run(
            verb + " " + settings.identity(),
            watched,
            () -> cache.use(watched, repository -> work.in(repository, watched)));
  }

  private <T> T read(
      BuildRule rule, ResolvedRef ref, Repository repository, Watched watched, Reading<T> reading)
      throws IOException {
    ObjectId commit = new CommitFetch(access, repository, rule, ref, watched).run();
    try (ObjectReader objects = repository.newObjectReader()) {
      return reading.of(SourceTree.of(objects, commit, watched));
    }
  }

  private interface Work<T> {
    T in(Repository repository, Watched watched) throws IOException;
  }

  /** What is done with files. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(SourceTree tree) throws IOException;
  }
}
