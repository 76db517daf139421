package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.PulsedWork;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRef;
import dev.laytime.build.Resolution;
import dev.laytime.build.ResolvedRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** A Git repository that images are built of: it is asked, never checked out. */
public final class SourceRepository {

  /** So many tags and branches are looked through for a commit. */
  private static final int MOST_TIPS = 10_000;

  private final SourceSettings settings;
  private final GitAccess access;
  private final BareCache commits;
  private final BareCache files;

  public SourceRepository(SourceSettings settings, GitProxies proxies) {
    this.settings = settings;
    this.access =
        settings.place().access(settings.cache().resolve("ssh"), settings.most(), proxies);
    this.commits = new BareCache(settings.cache().resolve("commits"), settings.most());
    this.files = new BareCache(settings.cache().resolve("files"), settings.most());
  }

  /**
   * Which commit is meant.
   *
   * @param candidates the first that is there counts
   * @param allowed what may be built; nothing else is asked for
   * @param pulse called once a second while that takes time; what it throws ends it
   * @throws dev.laytime.usage.FileTree.UnreadableException if the server does not say
   */
  public Resolution resolve(List<GitRef> candidates, AllowedRefs allowed, Runnable pulse) {
    Watched watched = new Watched();
    return new PulsedWork(pulse, settings.patience())
        .run(
            "ask " + settings.identity(),
            watched,
            () ->
                commits.use(
                    watched, repository -> resolve(candidates, allowed, repository, watched)));
  }

  /**
   * Reads a commit's files; one at a time does.
   *
   * @param ref as it was resolved here
   * @param pulse as above
   * @throws dev.laytime.usage.FileTree.UnreadableException if the server does not give them, or
   *     with a {@link dev.laytime.build.BuildException} as its cause
   */
  public <T> T read(ResolvedRef ref, Runnable pulse, Reading<T> reading) {
    Watched watched = new Watched();
    return new PulsedWork(pulse, settings.patience())
        .run(
            "read " + settings.identity(),
            watched,
            () -> files.use(watched, repository -> read(ref, repository, watched, reading)));
  }

  private <T> T read(ResolvedRef ref, Repository repository, Watched watched, Reading<T> reading)
      throws IOException {
    ObjectId commit = new CommitFetch(access, repository, ref, watched).run();
    try (ObjectReader objects = repository.newObjectReader()) {
      return reading.of(SourceTree.of(objects, commit, watched));
    }
  }

  /** What is done with files. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(SourceTree tree) throws IOException;
  }

  private Resolution resolve(
      List<GitRef> candidates, AllowedRefs allowed, Repository repository, Watched watched)
      throws IOException {
    Advertised advertised = Advertised.ask(access, repository, allowed);
    for (GitRef candidate : candidates) {
      Optional<Resolution> found =
          switch (candidate) {
            case GitRef.TagRef(var name) -> named(advertised, "refs/tags/" + name);
            case GitRef.BranchRef(var name) -> named(advertised, "refs/heads/" + name);
            case GitRef.CommitRef(var digits) -> commit(digits, advertised, repository, watched);
          };
      if (found.isPresent()) {
        return found.get();
      }
    }
    return failed(
        BuildFailureKind.UNKNOWN_REF,
        "%s has no %s (allowed are %s, and what can be reached from them)"
            .formatted(
                settings.identity(),
                candidates.stream().map(GitRef::said).collect(Collectors.joining(", no ")),
                allowed));
  }

  private static Optional<Resolution> named(Advertised advertised, String name) throws IOException {
    return advertised.find(name).map(object -> found(name, object));
  }

  private Optional<Resolution> commit(
      String digits, Advertised advertised, Repository repository, Watched watched)
      throws IOException {
    if (ObjectId.isId(digits)) {
      ObjectId id = ObjectId.fromString(digits);
      Optional<String> name = advertised.nameOf(id);
      if (name.isPresent()) {
        return name.map(ref -> found(ref, id));
      }
    }
    if (advertised.refs().size() > MOST_TIPS) {
      return Optional.of(
          failed(
              BuildFailureKind.NOT_ALLOWED,
              "the rule allows %d tags and branches of %s; a commit is looked for behind %d at most"
                  .formatted(advertised.refs().size(), settings.identity(), MOST_TIPS)));
    }
    if (advertised.refs().isEmpty()) {
      return Optional.empty();
    }
    Reachable reachable = Reachable.fetch(access, repository, advertised, watched);
    List<ObjectId> commits = reachable.find(digits);
    if (commits.size() > 1) {
      return Optional.of(
          failed(
              BuildFailureKind.NOT_ALLOWED,
              "%d commits of %s begin with %s: write more digits"
                  .formatted(commits.size(), settings.identity(), digits)));
    }
    if (commits.isEmpty()) {
      return Optional.empty();
    }
    ObjectId commit = commits.getFirst();
    return reachable.from(commit).map(name -> found(name, commit));
  }

  private static Resolution found(String name, ObjectId commit) {
    return new Resolution.Found(new ResolvedRef(name, new GitCommit(commit.name())));
  }

  private static Resolution failed(BuildFailureKind kind, String said) {
    return new Resolution.Final(BuildFailure.of(kind, said));
  }
}
