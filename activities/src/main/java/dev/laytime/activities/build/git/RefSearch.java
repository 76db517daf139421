package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
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
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is meant among the allowed tags and branches of a server, and behind them.
 *
 * @param identity what errors call the server
 */
record RefSearch(
    String identity,
    GitAccess access,
    Repository repository,
    AllowedRefs allowed,
    Watched watched) {

  /** So many tags and branches are looked through for a commit. */
  private static final int MOST_TIPS = 10_000;

  /**
   * The first of some that is there. Where one is a commit, and another only called like it, none
   * is: whoever may push a branch could else choose what a commit's id means.
   */
  Resolution first(List<GitRef> candidates) throws IOException {
    Advertised advertised = Advertised.ask(access, repository, allowed);
    @Nullable Resolution name = null;
    @Nullable Resolution commit = null;
    @Nullable Resolution first = null;
    for (GitRef candidate : candidates) {
      if ((candidate instanceof GitRef.CommitRef ? commit : name) != null) {
        continue;
      }
      Resolution found = found(candidate, advertised).orElse(null);
      if (candidate instanceof GitRef.CommitRef) {
        commit = found;
      } else {
        name = found;
      }
      first = first == null ? found : first;
    }
    if (name != null && commit != null) {
      return agreed(name, commit);
    }
    return first == null ? nothing(candidates) : first;
  }

  private Optional<Resolution> found(GitRef candidate, Advertised advertised) throws IOException {
    return switch (candidate) {
      case GitRef.TagRef(var name) -> named(advertised, "refs/tags/" + name);
      case GitRef.BranchRef(var name) -> named(advertised, "refs/heads/" + name);
      case GitRef.CommitRef(var digits) -> commit(digits, advertised);
    };
  }

  private static Resolution agreed(Resolution name, Resolution commit) {
    if (name instanceof Resolution.Found(var named)
        && commit instanceof Resolution.Found(var proven)) {
      return named.commit().equals(proven.commit())
          ? name
          : failed(
              BuildFailureKind.NOT_ALLOWED,
              "%s is called like commit %s, and is another one"
                  .formatted(named.name(), proven.commit()));
    }
    return commit;
  }

  private Resolution nothing(List<GitRef> candidates) {
    return failed(
        BuildFailureKind.UNKNOWN_REF,
        "%s has no %s (allowed are %s, and what can be reached from them)"
            .formatted(
                identity,
                candidates.stream().map(GitRef::said).collect(Collectors.joining(", no ")),
                allowed));
  }

  private static Optional<Resolution> named(Advertised advertised, String name) throws IOException {
    return advertised.find(name).map(object -> found(name, object));
  }

  private Optional<Resolution> commit(String digits, Advertised advertised) throws IOException {
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
                  .formatted(advertised.refs().size(), identity, MOST_TIPS)));
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
                  .formatted(commits.size(), identity, digits)));
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
