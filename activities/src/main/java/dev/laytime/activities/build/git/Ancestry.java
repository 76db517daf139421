package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.GitCommit;
import dev.laytime.build.ResolvedRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Which commit comes after which, by the history of one branch or tag. */
record Ancestry(GitAccess access, Repository repository, AllowedRefs allowed, Watched watched) {

  /** One of some that a commit does not come after. */
  Optional<GitCommit> unrelated(ResolvedRef ref, List<GitCommit> before) throws IOException {
    Advertised advertised = Advertised.ask(access, repository, allowed).only(ref.name());
    if (advertised.refs().isEmpty()) {
      return before.stream().findFirst();
    }
    Reachable reachable = Reachable.fetch(access, repository, advertised, watched);
    ObjectId commit = ObjectId.fromString(ref.commit().value());
    if (reachable.from(commit).isEmpty()) {
      return before.stream().findFirst();
    }
    Set<ObjectId> others =
        before.stream()
            .map(GitCommit::value)
            .filter(ObjectId::isId)
            .map(ObjectId::fromString)
            .collect(Collectors.toSet());
    Set<ObjectId> left = reachable.unrelated(commit, others);
    return before.stream()
        .filter(each -> !ObjectId.isId(each.value()) || left.contains(id(each)))
        .findFirst();
  }

  private static ObjectId id(GitCommit commit) {
    return ObjectId.fromString(commit.value());
  }
}
